"""Who does something, for the records of changes and publications."""

from __future__ import annotations

import getpass


def who(by: str = "") -> str:
    """The name that was given, else that of the system's user; empty where the system does not tell."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a process without a user of its own
        return ""
