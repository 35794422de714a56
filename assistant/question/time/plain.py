"""Texts as the rules of time and tense read them."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.language_rules import Rule, RuleTable, folded, whole_words


@dataclass(frozen=True)
class _KeptApart(Rule):
    """A word that must not be folded."""

    instead: str


_KEPT_APART = RuleTable(
    "Common words that would be taken for others without their rings and dots.",
    _KeptApart(
        "our",
        r"\b vår \b",
        instead="vxr",
        why='Folded it would be "var", which is "was" and "where".',
        matches=("Vår ansökan",),
        spares=("Vårt avtal", "våren"),
    ),
    _KeptApart(
        "support",
        r"\b stöd \b",
        instead="stxd",
        why='Folded it would be "stod", which is "stood".',
        matches=("Kan vi få STÖD?",),
        spares=("stödet", "startstöd"),
    ),
)
_ABBREVIATED = RuleTable(
    "Abbreviations, whose full stops end no sentence.",
    Rule(
        "abbreviated",
        rf"{whole_words(either='fr | f | t | o | m | ex | bl | a | ca | kl | st')} \.",
        why="Among them those that bound a time: fr.o.m., t.o.m.",
        matches=("fr.o.m. 2012", "t.ex. resor", "kl. 9"),
        spares=("stöd.", "2012."),
    ),
    Rule(
        "month",
        rf"{whole_words(either='jan | feb | apr | aug | sept? | okt | oct | nov | dec')} \.",
        why="A day or year follows; mar., jun. and jul. end a sentence, too.",
        matches=("28 nov. 2013",),
        spares=("november.",),
    ),
    reads=folded,
)


def plain_of(text: str) -> str:
    """Folded, but for what would then be taken for something else, such as the full stops of abbreviations.

    Every character stands in its place.
    """
    for rule, pattern in _KEPT_APART.each:
        text = pattern.sub(rule.instead, text)
    return _ABBREVIATED.pattern.sub(lambda match: match[0].replace(".", " "), folded(text))
