"""Where a clause ends, and splitting a message into the things it asks.

People ask two things at once ("Går det att få en handledare, och hur mycket i så fall?"), or tell a situation before
they ask. Each clause is read by itself beside the whole.

Three readers split texts, each in its own way: what one must keep together another must part. A passage is looked up
for each thing asked, so brackets and "samt" part, and a comma only before what asks. A time belongs to the verb that it
stands with, so even "och" parts where a question with a verb of either tense follows, but brackets do not. Whether a
change is asked about shows in the words round the word for change, so every comma parts, and "och" never does. A
fourth does not split, but looks only at the first word of a clause.
"""

from __future__ import annotations

import re

from corpus.language_rules import Rule, RuleTable, folded, words
from index.question_words import ASKS, CAN, COULD, INTERROGATIVES, QUESTION_OPENERS

_JOINING = words(swedish="och | samt | men | plus", english="and | but")

ENDS_FOR_LOOKING_UP = RuleTable(
    "Between two things that a message asks or tells, so that each can be looked up by itself.",
    Rule(
        "after_a_stop",
        r"(?<= [.?!;:] ) \s+",
        why="The stop stays with its clause: a question mark shows that it asks.",
        matches=("Kan vi få en handledare? Hur mycket då?",),
        spares=("Beloppet är 1.000 kr",),
    ),
    Rule(
        "dash",
        r"\s+ [–-] \s+",
        why="The matter is put before the question.",
        matches=("Utbildning för deltagare – går det?",),
        spares=("en supported employment-konsulent",),
    ),
    Rule(
        "comma_and",
        rf",\s+ {_JOINING} \s+",
        why="A comma before och begins a new clause, as it does not in a list.",
        matches=("Vem upphandlar, och sista dagen för ansökan",),
        spares=("Kommunen och regionen vill samverka",),
    ),
    Rule(
        "samt",
        r"\s+ samt \s+",
        why="Samt joins clauses where och would join words.",
        matches=("Vem upphandlar samt sista dag",),
    ),
    Rule(
        "bracket",
        r"\s* [()] \s*",
        why="What stands in brackets is asked beside the rest.",
        matches=("Vem upphandlar (och var söker man)?",),
    ),
    Rule(
        "comma_asking",
        rf",\s+ (?= {INTERROGATIVES} \b )",
        why="After a comma a word that asks begins a question.",
        matches=("Ingår arbetsträning, hur många månader max?",),
        spares=("kommunen, regionen",),
    ),
    Rule(
        "and_asking",
        rf"""
        \s+ {words(swedish="och så | och sen | och | samt | men | plus", english="and | but")} \s+
        (?= (?: i\ så\ fall \s+ )? {QUESTION_OPENERS} \b )
        """,
        why="Without a comma och parts only where a question follows.",
        matches=("Går det att få en coach och hur länge i så fall?", "Stöd till båda och i så fall hur mycket?"),
        spares=("Kommunen och regionen vill samverka",),
    ),
)

_STOP = Rule(
    "stop",
    r"[.?!;:]+ \s+",
    why="A sentence ends; the stop belongs to what divides.",
    matches=("Vi sökte 2019. Vad gällde då?", "Har något ändrats? Sedan 2013?"),
    spares=("Beloppet är 1.000 kr",),
)
_DASH = Rule(
    "dash",
    r"\s [–-] \s",
    why="What stands beside a dash is read by itself.",
    matches=("2012 – vad gällde då?",),
    spares=("2010–2012", "13-11-28"),
)

ENDS_FOR_TIMES = RuleTable(
    "Between a time and verbs that do not speak of it.",
    _STOP,
    _DASH,
    Rule(
        "comma_asking",
        rf",\s+ (?= (?: (?: och | men | så | and | but | so ) \s+ )? (?: {ASKS} | {CAN} | {COULD} ) \b )",
        why="The story ends where a question begins, and the time of the story is not what is asked.",
        matches=("Vi startade 2019, kan vi få stöd?", "Vi startade 2019, och vad gäller nu?"),
        spares=("Riktlinjerna, som antogs 2013",),
    ),
    Rule(
        "and_asking",
        rf"\s (?= (?: och | men | and | but ) \s+ (?: {ASKS} | {CAN} ) \s )",
        why="So it does without a comma, unless the verb is past: then the time may well be its own.",
        matches=("Vi startade 2019 och vad gäller i dag",),
        spares=("Vi startade 2019 och fick stöd",),
    ),
    reads=folded,
)

ENDS_FOR_CHANGES = RuleTable(
    "Between what is asked about a change and what is told beside it.",
    _STOP,
    _DASH,
    Rule(
        "comma",
        r",\s+",
        why='A condition put first ("Om reglerna ändras, vad händer då?") is not what is asked.',
        matches=("Om reglerna ändras, vad händer då?",),
        spares=("2,5 procent",),
    ),
    reads=folded,
)

BEGINNING = r"(?: ^ | [.?!,;:–]\s* | \b (?: och | men | sen | samt | and | but ) \s+ )"
"""What stands before the first word of a clause: for words that ask only there, such as "när"."""

_WORD = re.compile(r"\w+")
_MIN_WORDS = 2


def clauses_of(text: str) -> list[str]:
    """The clauses of a message in order; empty when it is a single one."""
    parts = [part.strip() for part in ENDS_FOR_LOOKING_UP.pattern.split(text) if len(_WORD.findall(part)) >= _MIN_WORDS]
    return parts if len(parts) > 1 else []
