"""Addresses of the pages that citations lead to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from assistant.model import Citation, Language


@dataclass(frozen=True, slots=True)
class Links:
    """Builds permalinks: absolute with a public address, otherwise under the root path."""

    public_url: str = ""
    root_path: str = ""

    @property
    def base(self) -> str:
        """What every address begins with, without a slash at the end."""
        return (self.public_url or self.root_path).rstrip("/")

    @property
    def path(self) -> str:
        """The same without the host: for files that a page loads from wherever it was itself loaded."""
        return (urlsplit(self.public_url).path or self.root_path).rstrip("/")

    def chat(self, language: Language = "sv") -> str:
        """The chat page."""
        return f"{self.base}/{'' if language == 'sv' else f'{language}/'}"

    def statement(self, name: str, language: Language = "sv") -> str:
        """A page beside the chat: accessibility, privacy, widget."""
        return f"{self.base}/{name}{'' if language == 'sv' else f'?lang={language}'}"

    def guidelines(self) -> str:
        """The list of guidelines."""
        return f"{self.base}/guidelines"

    def guideline(self, guideline_id: str) -> str:
        """A guideline, by the version in force."""
        return f"{self.guidelines()}/{quote(guideline_id)}"

    def version(self, guideline_id: str, version_id: str) -> str:
        """A version's text as a page."""
        return f"{self.guideline(guideline_id)}/versions/{quote(version_id)}"

    def changes(self, guideline_id: str, version_id: str) -> str:
        """What a version changed, as a page."""
        return f"{self.version(guideline_id, version_id)}/changes"

    def passage(self, citation: Citation) -> str:
        """The very passage that a citation quotes."""
        return f"{self.version(citation.guideline_id, citation.version_id)}#{quote(citation.anchor)}"
