"""Times that a text names and nobody here can place: days that do not exist, feasts that move, terms of schools."""

from __future__ import annotations

from corpus.language_rules import Rule, RuleTable, folded, words

_FEAST = words(
    swedish="""
        påsk(?:en|lovet)? | påskas | midsommar(?:afton)? | pingst(?:en)? | jul(?:en|lovet)? | julas
        sportlov(?:et)? | höstlov(?:et)? | sommarlov(?:et)?
    """,
    english="easter | midsummer | christmas | whitsun",
)
_TERM = words(
    swedish="(?:höst|vår)?termin(?:en|sstarten)? | läsår(?:et)? | skolstart(?:en)?",
    english="(?:autumn|spring) term | school year",
)
_SOME_TIME = words(
    swedish="framöver | i framtiden | på sikt | på den tiden | längre fram",
    english="in the future | some day | later on",
)
_AT = words(
    swedish="i | på | till | efter | före | innan | under | inför | nästa | förra | vid",
    english="in | at | by | after | before | during | next | last",
)
UNKNOWN = RuleTable(
    "Names a time that has no place in the calendar here.",
    Rule(
        "feast_or_term",
        rf"\b {_AT} \s+ (?: {_FEAST} | {_TERM} ) \b",
        why="They move from year to year, or from school to school.",
        matches=("efter påsk", "under höstterminen", "before easter"),
        spares=("julfirande",),
    ),
    Rule(
        "some_time",
        rf"\b {_SOME_TIME} \b",
        why="No day is meant.",
        matches=("framöver", "in the future"),
        spares=("framtidens arbetsmarknad",),
    ),
    Rule(
        "no_day",
        r"(?<! [\w-] ) (?: 19 | 20 ) \d\d - \d\d - \d\d (?! [\w-] )",
        why="Days that exist are read before.",
        matches=("2027-02-30",),
        spares=("2027-02",),
    ),
    reads=folded,
)
