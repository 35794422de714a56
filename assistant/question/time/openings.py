"""How a clause opens, and clauses that are nothing but an opening: a time put first, a time by itself."""

from __future__ import annotations

from assistant.question.time.plain import plain_of
from corpus.language_rules import Rule, RuleTable, whole_words, words

_CONNECTIVE = words(
    swedish="och | men | så | eller | ok | okej | hej | alltså | då",
    english="back | and | but | so | then | hi",
)
LEAD = rf"^ (?: {_CONNECTIVE} \b [\s,!]* )*"
"""What may stand before a clause really begins."""
_WONDER = whole_words(
    swedish="undra* | vill veta | frågan är",
    english="wonder* | want to know | know (?:if|whether)",
)
WONDERS = rf"{_WONDER} .*?"
"""Before a question that is told rather than asked ("Vi undrar om man kunde …")."""

FRONTED = RuleTable(
    "Nothing stands before a time that is put first in its clause.",
    Rule(
        "nothing_but_the_lead",
        rf"{LEAD} $",
        why='The clause after it is about it ("2012, vad gällde då?"), or it begins a story ("2019 startade vi").',
        matches=("", "Och ", "Hej! "),
        spares=("Vad gällde ",),
    ),
    reads=plain_of,
)
FRAGMENT = RuleTable(
    "Before a time that a follow-up asks about without a verb for what applies.",
    Rule(
        "what_about",
        rf"""
        {LEAD}
        (?: hur\ (?: var | är | ser | såg )\ det (?: \ ut )? | what\ about | how\ about | hur\ går\ det )?
        [\s,]* $
        """,
        why='The matter is the one before, and only the time is new ("Och 2012?", "Hur var det 2012?").',
        matches=("Och ", "Hur var det ", "men hur såg det ut ", "What about "),
        spares=("Vem var det ",),
    ),
    reads=plain_of,
)
AFTER_FRAGMENT = RuleTable(
    "After such a time.",
    Rule(
        "nothing_more",
        r"^ \s* (?: då | then | också | too | as\ well )? \s* [?.!]* \s* $",
        why="With more words it is no fragment.",
        matches=("?", " då?", " as well?", ""),
        spares=(" års policy?",),
    ),
    reads=plain_of,
)
THEN = RuleTable(
    "Points back at a time that was named before.",
    Rule(
        "then",
        whole_words(
            swedish="då | på den tiden | vid den tiden | den gången",
            english="then | back then | at that time | at the time",
        ),
        why='The time of the story becomes that of the question ("Vi sökte 2019. Vad gällde då?").',
        matches=("Vad gällde då?", "What applied at that time?"),
        spares=("Vad gäller?",),
    ),
    reads=plain_of,
)
