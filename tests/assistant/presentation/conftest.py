"""An answer made by hand, of the claims that each medium lays out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.model import Answer, Citation, CitationRole, Claim, ClaimKind, Verdict
from corpus.model import Status
from corpus.timeline import VersionStatus

QUOTE = Citation(
    number=1,
    role=CitationRole.ANSWER,
    quote="Resa till Påhittade Dalen",
    lead_in="Exempel på stöd är:",
    anchor="resa",
    guideline_id="stod-dalen",
    guideline_title="Påhittad riktlinje",
    version_id="2020",
    version_status=VersionStatus.CURRENT,
    adopted=date(2019, 12, 1),
    valid_from=date(2020, 1, 1),
    valid_to=None,
    section="Stöd",
)
TERM = replace(QUOTE, number=2, role=CitationRole.CONDITION, quote="Avtal ska finnas.", lead_in=None, anchor="avtal")
ANSWER = Answer(
    status=Status.ANSWERED,
    verdict=Verdict.CONDITIONAL,
    claims=(
        Claim(ClaimKind.LEAD, "Det kan finansieras.", (1,)),
        Claim(ClaimKind.QUOTE, QUOTE.quote, (1,)),
        Claim(ClaimKind.MISSING, "Däremot framgår inte något belopp."),
        Claim(ClaimKind.CONDITION, TERM.quote, (2,)),
        Claim(ClaimKind.NOTE, "En anmärkning.", (1, 2)),
    ),
    citations=(QUOTE, TERM),
    suggestions=("Vad mer?",),
    language="sv",
    standalone_question="Kan vi få resa?",
    as_of=date(2026, 11, 23),
    is_today=True,
    publication="p-1",
)
MARKDOWN = """Det kan finansieras. [1]

- Exempel på stöd är: ”Resa till Påhittade Dalen” [1]

Däremot framgår inte något belopp.

Villkor som hör till:

- ”Avtal ska finnas.” [2]

En anmärkning. [1] [2]"""


CHANGED = replace(
    ANSWER,
    verdict=None,
    claims=(
        Claim(ClaimKind.LEAD, "Det här är ändrat:"),
        Claim(ClaimKind.GROUP, "Ändrat:"),
        Claim(ClaimKind.BEFORE, QUOTE.quote, (1,)),
        Claim(ClaimKind.AFTER, TERM.quote, (2,)),
    ),
)
