"""What all of the staff's pages share, handed to each of them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.engine import Engine
from assistant.pause import Pauses
from assistant.staff.accounts import Accounts
from assistant.staff.audit import AuditLog
from assistant.staff.sessions import Sessions
from assistant.web.middleware.rate_limit import Counts
from assistant.web.site import Site
from assistant.web.staff.workbench import Workbench
from corpus.database.engine import Database
from corpus.settings import Settings
from index.publishing.publications import Publications

PREFIX = "/staff"


@dataclass(frozen=True, slots=True)
class Area:
    """Stores and services behind the staff's pages."""

    engine: Engine
    settings: Settings
    site: Site
    database: Database
    publications: Publications
    pauses: Pauses
    accounts: Accounts
    sessions: Sessions
    audit: AuditLog
    workbench: Workbench
    counts: Counts
    """Of what may be done only so often."""

    @property
    def path(self) -> str:
        """What every address of a staff page begins with, as a browser sees it."""
        return f"{self.site.links.path}{PREFIX}"

    @property
    def is_secure(self) -> bool:
        """Whether cookies are for HTTPS alone. Only a server that is known by a plain address has others."""
        return not self.site.links.public_url.startswith("http://")
