"""The words that bound a time: from when on, until when, between which two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from corpus.language_rules import Rule, RuleTable, folded, whole_words, words


class Bound(Enum):
    """How the words before a time bound what is asked."""

    IN = "in"
    FROM = "from"
    AFTER = "after"
    BEFORE = "before"
    SINCE = "since"
    UNTIL = "until"
    BETWEEN = "between"


@dataclass(frozen=True)
class _BoundBefore(Rule):
    """Words before a time that bound it."""

    bound: Bound


_FILLERS = words(swedish="den | det | år | i | start | starten | början | nu", english="the | of | in | on")


def _right_before(listed: str) -> str:
    """The words where they begin one, with nothing but fillers between them and the time."""
    return rf"(?: ^ | (?<= \W ) ) {listed} (?: \s+ {_FILLERS} )* \s* $"


BOUNDS = RuleTable(
    "Before a time; longer phrases stand in earlier rules than the words that they contain.",
    _BoundBefore(
        "from",
        _right_before(
            words(
                swedish=r"från och med | fr ?\.?o ?\.?m\.? | med början | från | per",
                nordic="fra og med | fra",
                mixed="from och med",
                english="as of | as from | starting | effective | beginning | from",
            )
        ),
        bound=Bound.FROM,
        why="The version of its first day is meant.",
        matches=("från och med den ", "fr.o.m. ", "as of ", "från början "),
        spares=("till och med ", "efter "),
    ),
    _BoundBefore(
        "until",
        _right_before(
            words(
                swedish=r"till och med | t ?\.?o ?\.?m\.?",
                nordic="til og med",
                english="up to and including | through",
            )
        ),
        bound=Bound.UNTIL,
        why="The version of its last day is meant.",
        matches=("till och med ", "t.o.m. ", "up to and including "),
        spares=("fram till ",),
    ),
    _BoundBefore(
        "after",
        _right_before(words(swedish="efter", nordic="etter", english="after")),
        bound=Bound.AFTER,
        why="The day behind it is meant.",
        matches=("efter den ", "after "),
        spares=("efter mötet ",),
    ),
    _BoundBefore(
        "before",
        _right_before(
            words(swedish="före | innan | fram till | ända till", english="before | prior to | until | up to")
        ),
        bound=Bound.BEFORE,
        why="The day in front of it is meant.",
        matches=("före ", "innan år ", "fram till ", "prior to "),
        spares=("till ",),
    ),
    _BoundBefore(
        "since",
        _right_before(words(swedish="alltsedan | sedan | sen", nordic="siden", english="ever since | since")),
        bound=Bound.SINCE,
        why="All from then until today is meant.",
        matches=("sedan ", "ever since "),
        spares=("sedan länge ",),
    ),
    _BoundBefore(
        "in",
        _right_before(words(swedish="i | under | den | vid | på | år", english="in | on | during | the | at | by")),
        bound=Bound.IN,
        why="Nothing but the time itself is meant, and these words belong to it.",
        matches=("under ", "vid ", "in the "),
        spares=("policyn ",),
    ),
    reads=folded,
)

NAMES_RANGE = RuleTable(
    "The words of a time of several years that is bounded on both sides.",
    Rule(
        "between",
        r"(?: mellan | between | från | from ) \b",
        why="It opens with the word that bounds it.",
        matches=("mellan 2010 och 2013", "from 2010 to 2013"),
        spares=("2010-talet",),
    ),
    Rule(
        "dash",
        r"\d{4} \s? [-–/] \s? \d",
        why="A dash between two years.",
        matches=("2010–2013", "2010/11"),
        spares=("2010-talet",),
    ),
    reads=folded,
)
OPENS_RANGE = RuleTable(
    "Before the first of two times that may span one.",
    Rule(
        "opens_range",
        rf"{whole_words(swedish='mellan | från | i | under | perioden', english='between | from | in')} "
        r"\s+ (?: den\  | år\  )? $",
        why="Without one of these, two times are two.",
        matches=("mellan ", "under perioden ", "från den "),
        spares=("både ",),
    ),
    reads=folded,
)
JOINS_RANGE = RuleTable(
    "Between two times that span one.",
    Rule(
        "joins_range",
        r"\s* (?: [-–] | och | till | and | to | until ) \s* (?: den\  | år\  )?",
        why="Nothing else may stand between them.",
        matches=(" och ", " – ", " till den "),
        spares=(", ",),
    ),
    reads=folded,
)

SUM_BEFORE = RuleTable(
    "Before six digits that are no day.",
    Rule(
        "sum_or_number",
        rf"{whole_words('sek | kr | kronor | belopp | nr | dnr')} \s* $",
        why="Sums and registry numbers look like days written YYMMDD.",
        matches=("kr ", "dnr "),
        spares=("den ",),
    ),
    reads=folded,
)
SUM_AFTER = RuleTable(
    "After six digits that are no day.",
    Rule(
        "sum",
        r"^ \s* (?: sek | kr | kronor | crowns ) \b",
        why="Sums look like days written YYMMDD.",
        matches=(" kr", " kronor"),
        spares=(" beslutades",),
    ),
    reads=folded,
)
