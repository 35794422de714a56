"""The words by which a clause asks."""

from __future__ import annotations

from assistant.question.time.openings import LEAD, WONDERS
from assistant.question.time.plain import plain_of
from corpus.language_rules import Rule, RuleTable, whole_words
from index.question_words import ASKS, CAN

_QUESTION_MARK = Rule(
    "question_mark",
    r"\?",
    why="Whatever the words are.",
    matches=("Stöd 2027?",),
    spares=("Stöd 2027.",),
)

IS_QUESTION = RuleTable(
    "A question about what applies or is possible, as far as its own words show it.",
    _QUESTION_MARK,
    Rule(
        "asking_word",
        rf"\b (?: va | {ASKS} ) \b",
        why="Many leave the question mark out.",
        matches=("vad gäller nästa år", "va gäller"),
        spares=("Reglerna gäller nästa år",),
    ),
    Rule(
        "wonders",
        rf"{WONDERS} \b {CAN} \b",
        why="The question is told.",
        matches=("Vi undrar om vi kan få stöd", "I want to know whether it is possible"),
        spares=("Vi undrar",),
    ),
    Rule(
        "opens_with_verb",
        rf"{LEAD} (?: gäll | gjeld | gaeld | appl | {CAN} \b )",
        why="A question that is answered by yes or no opens with its verb.",
        matches=("Gäller det nästa år", "Och kan vi få stöd", "Does it apply"),
        spares=("Det gäller", "Kanske"),
    ),
    reads=plain_of,
)
ASKING = RuleTable(
    "A clause that wants to know something, whatever it is.",
    _QUESTION_MARK,
    Rule(
        "asking_word",
        rf"\b (?: va | wat | {ASKS} ) \b",
        why="Many leave the question mark out.",
        matches=("vem beslutade", "wat applied"),
        spares=("Vi startade 2019",),
    ),
    Rule(
        "wants_to_know",
        whole_words(
            swedish=r"""
                undra* | (?:vill|behöver|måste|skulle vilja) (?:\w+ )?veta | kan du | stämmer det | frågar (?:om|vad)
            """,
            english="wonder* | (?:want|need) to know | please | tell me | can you | could you",
        ),
        why="It is told or asked as a favour, with no word that asks.",
        matches=("Jag undrar över 2012", "Vi skulle vilja gärna veta", "Please list the rules"),
        spares=("Vi vill ha stöd",),
    ),
    reads=plain_of,
)
