"""Originals as downloads: never shown by the browser itself, whatever is in them."""

from __future__ import annotations

from pathlib import Path

from fastapi.responses import FileResponse


def attachment(file: Path, name: str) -> FileResponse:
    """A file under a name."""
    return FileResponse(
        file,
        media_type="application/octet-stream",
        filename=name,
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
