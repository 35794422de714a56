"""What somebody on the staff may do. Each role may do what the one before it may."""

from __future__ import annotations

from enum import StrEnum


class StaffRole(StrEnum):
    """From looking to publishing."""

    READER = "reader"
    """Sees everything, changes nothing."""
    EDITOR = "editor"
    """Changes guidelines, questions and cases; nothing of it is shown to members before it is published."""
    PUBLISHER = "publisher"
    """Decides what members see: publishes, rolls back, pauses, and sets how the pages look."""

    def may(self, needed: StaffRole) -> bool:
        """Whether this role includes the other."""
        order = list(StaffRole)
        return order.index(self) >= order.index(needed)
