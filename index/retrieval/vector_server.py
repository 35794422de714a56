"""Where a Chroma server is, for builds whose vectors are not to lie on this machine's disk."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus import messages
from corpus.errors import SettingsError


@dataclass(frozen=True, slots=True)
class VectorServer:
    """Its address, and the token that a proxy before it may want."""

    host: str
    port: int
    encrypted: bool = False
    token: str = ""

    @classmethod
    def at(cls, url: str, token: str = "") -> VectorServer | None:
        """From the settings; None where none is set. Raises SettingsError."""
        if not url:
            return None
        parts = urlsplit(url)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 8000)
        except ValueError:
            port = 0
        if parts.scheme not in ("http", "https") or not parts.hostname or not port:
            raise SettingsError(messages.CHROMA_URL.format(value=url))
        return cls(parts.hostname, port, parts.scheme == "https", token)

    def __str__(self) -> str:
        return f"http{'s' if self.encrypted else ''}://{self.host}:{self.port}"
