"""What staff set that every process over one database has to see: the pause, the appearance, and its picture.

Kept by these names in `corpus.database.shared_state`. Earlier releases kept them as files in the data folder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.database.earlier_files import EarlierFiles
from corpus.database.engine import Database
from corpus.database.shared_state import SharedState

PAUSE, APPEARANCE = "pause", "appearance"
PICTURE = "picture/"
"""Before the picture's own name."""
PICTURE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
_EARLIER = {
    "paused.json": PAUSE,
    **{f"appearance/*{suffix}": PICTURE for suffix in PICTURE_TYPES},
    "appearance.json": APPEARANCE,
}
"""The pictures before what names one of them."""


def mark_of(content: bytes | None) -> str:
    """A word for a content, empty for none; another word for another content."""
    return "" if content is None else hashlib.sha256(content).hexdigest()[:16]


def shared_state(database: Database, data_dir: Path) -> SharedState:
    """What is shared over a database, with what this data folder holds of an earlier release."""
    return SharedState(database, EarlierFiles(data_dir, _EARLIER))
