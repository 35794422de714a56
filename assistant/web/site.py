"""The federation's own site: its name, looks, addresses and what it allows, read from the settings once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.llm.provider import identity_of
from assistant.presentation.links import Links
from assistant.web.colours import DARK_PAPER, READABLE, WHITE, contrast, lightened_until_readable
from corpus import messages
from corpus.errors import SettingsError
from corpus.settings import Settings

LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Site:
    """What every page and the widget share."""

    links: Links
    federation: str
    contact: str
    logo: Path | None
    accent: str
    """The federation's colour, #rrggbb; white text on it can be read."""
    accent_dark: str
    """The same for dark pages, light enough to be read there."""
    origins: tuple[str, ...]
    """Other sites that may call the service and frame its pages."""
    model: Literal["", "inside", "outside"]
    """Where a language model runs that reads questions, seen from the organisation; empty without one."""
    feedback_days: int
    """Days that feedback is kept; 0 when none is taken."""

    @property
    def takes_feedback(self) -> bool:
        """Whether "was this helpful" is asked."""
        return self.feedback_days > 0

    @property
    def feedback_address(self) -> str | None:
        """Where feedback is sent, as a path of the server that the page came from; None when none is taken."""
        return f"{self.links.path}/api/feedback" if self.takes_feedback else None

    @property
    def logo_type(self) -> str:
        """Media type of the logo."""
        return LOGO_TYPES[self.logo.suffix.lower()] if self.logo else ""


def site_of(settings: Settings) -> Site:
    """The site that the settings describe. Raises SettingsError for a colour that cannot be read or a missing logo."""
    colour = settings.colour.lower()
    if contrast(colour, WHITE) < READABLE:
        text = messages.PALE_COLOUR.format(colour=colour, ratio=contrast(colour, WHITE), needed=READABLE)
        raise SettingsError(text)
    if settings.logo and (settings.logo.suffix.lower() not in LOGO_TYPES or not settings.logo.is_file()):
        raise SettingsError(messages.BAD_LOGO.format(path=settings.logo, types=", ".join(LOGO_TYPES)))
    identity = identity_of(settings)
    return Site(
        links=Links(settings.public_url, settings.root_path),
        federation=settings.federation,
        contact=settings.contact,
        logo=settings.logo,
        accent=colour,
        accent_dark=lightened_until_readable(colour, DARK_PAPER),
        origins=settings.origins,
        model="" if identity is None else "outside" if identity.is_outside else "inside",
        feedback_days=settings.feedback_days if settings.feedback else 0,
    )
