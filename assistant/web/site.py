"""The federation's own site: its name, looks, addresses and what it allows.

Addresses, origins and what is kept come from the settings, once; name, looks and words are what staff have set, else
the settings', and may be others at the next page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from assistant.llm.provider import identity_of
from assistant.model import Language
from assistant.presentation.links import Links
from assistant.shared import PICTURE_TYPES
from assistant.texts.wording import wording
from assistant.web.appearance import Appearances, Picture
from assistant.web.colours import DARK_PAPER, READABLE, WHITE, contrast, lightened_until_readable
from corpus import messages
from corpus.database.shared_state import SharedState
from corpus.errors import SettingsError
from corpus.settings import Settings


class Site:
    """What every page and the widget share."""

    def __init__(self, settings: Settings, appearances: Appearances) -> None:
        identity = identity_of(settings)
        self._settings, self.appearances = settings, appearances
        self.links = Links(settings.public_url, settings.root_path)
        self.origins: tuple[str, ...] = settings.origins
        """Other sites that may call the service and frame its pages."""
        self.model: Literal["", "inside", "outside"] = (
            "" if identity is None else "outside" if identity.is_outside else "inside"
        )
        """Where a language model runs that reads questions, seen from the organisation; empty without one."""
        self.feedback_days: int = settings.feedback_days if settings.feedback else 0
        """Days that feedback is kept; 0 when none is taken."""

    @property
    def look(self) -> str:
        """A word for what staff have set, empty for nothing; addresses of styles and pictures carry it."""
        return self.appearances.mark

    @property
    def federation(self) -> str:
        """Its name."""
        return self.appearances.current().federation or self._settings.federation

    @property
    def contact(self) -> str:
        """Whom to ask instead."""
        return self.appearances.current().contact or self._settings.contact

    @property
    def logo(self) -> Picture | Path | None:
        """Picture at the top of the pages: staff's own, or the settings' file."""
        return self.appearances.picture() or self._settings.logo

    @property
    def accent(self) -> str:
        """The federation's colour, #rrggbb; white text on it can be read."""
        return self.appearances.current().colour or self._settings.colour.lower()

    @property
    def accent_dark(self) -> str:
        """The same for dark pages, light enough to be read there."""
        return lightened_until_readable(self.accent, DARK_PAPER)

    def intro(self, language: Language) -> str:
        """What the chat page begins with."""
        own = self.appearances.current().intro.get(language)
        return own or wording(language).say("page", "intro", federation=self.federation)

    def notice(self, language: Language) -> str:
        """Said before the first question: what answers, where a language model runs, and whom to ask instead."""
        own = self.appearances.current().notice.get(language, "")
        return wording(language).notice(self.model, self.contact, own)

    def examples(self, language: Language) -> tuple[str, ...]:
        """Questions that staff want to be offered first; none where they have chosen none."""
        return self.appearances.current().examples.get(language, ())

    def statement(self, name: str, language: Language) -> str | None:
        """A statement as staff have written it; None where they have not."""
        return self.appearances.current().statements.get(f"{name}.{language}")

    @property
    def takes_feedback(self) -> bool:
        """Whether "was this helpful" is asked."""
        return self.feedback_days > 0

    @property
    def feedback_address(self) -> str | None:
        """Where feedback is sent, as a path of the server that the page came from; None when none is taken."""
        return f"{self.links.path}/api/feedback" if self.takes_feedback else None


def site_of(settings: Settings, state: SharedState) -> Site:
    """The site that the settings describe. Raises SettingsError for a colour that cannot be read or a missing logo."""
    colour = settings.colour.lower()
    if contrast(colour, WHITE) < READABLE:
        text = messages.PALE_COLOUR.format(colour=colour, ratio=contrast(colour, WHITE), needed=READABLE)
        raise SettingsError(text)
    if settings.logo and (settings.logo.suffix.lower() not in PICTURE_TYPES or not settings.logo.is_file()):
        raise SettingsError(messages.BAD_LOGO.format(path=settings.logo, types=", ".join(PICTURE_TYPES)))
    return Site(settings, Appearances(state))
