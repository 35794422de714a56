"""What the pages on guidelines share: how they are made, and the words of their texts."""

from __future__ import annotations

from typing import Any

from fastapi.responses import HTMLResponse

from assistant.web.staff.access import Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.log import local
from assistant.web.staff.pages import bare_page, page
from corpus.model import Role

ROOM = "guidelines"
REFUSED, NOT_FOUND = 422, 404


def room_page(area: Area, template: str, visitor: Visitor, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of this room."""
    return page(area, f"guidelines/{template}", visitor, status, active=ROOM, local=local, roles=list(Role), **values)


def not_found(area: Area, visitor: Visitor) -> HTMLResponse:
    """What an address that names nothing shows."""
    return bare_page(area, "fault.html", visitor.language, NOT_FOUND, visitor=visitor, key="not_found", values={})
