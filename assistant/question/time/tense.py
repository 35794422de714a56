"""The tense of a clause. A past time is asked about in the past tense, a coming one in the present."""

from __future__ import annotations

from assistant.question.time.openings import LEAD, WONDERS
from assistant.question.time.plain import plain_of
from corpus.language_rules import Rule, RuleTable, whole_words, words
from index.question_words import ASKS, CAN, COULD

_RULES = words(
    swedish="regler* | riktlinje* | regelverk* | policy* | villkor* | stödet",
    english="rules? | guidelines? | terms | support",
)
_SAID = words(
    swedish="var | löd | såg | sa | sade | stod | krävde",
    english="were | was | did | said | looked",
)

ASKS_PAST = RuleTable(
    "Asks what was possible, or what the rules said.",
    Rule(
        "opens_with_could",
        rf"{LEAD} (?: {COULD} | did | var ) \b",
        why="A question that is answered by yes or no opens with its verb.",
        matches=("Kunde man få stöd 2012?", "Och fick vi anställa", "Var det tillåtet", "Did you fund"),
        spares=("Kan man få stöd", "Vi kunde inte komma"),
    ),
    Rule(
        "asks_what_could_be",
        rf"{LEAD} .{{0,40}}? \b {ASKS} \b .{{0,80}}? \b {COULD} \b",
        why="The word that asks comes first, also after a few words for the matter.",
        matches=("Vad kunde man få", "Handledare, hur mycket fick man", "What could we get"),
        spares=("Vad kan man få", "Vi kunde inte komma"),
    ),
    Rule(
        "wonders_what_could_be",
        rf"{LEAD} .* {WONDERS} \b {COULD} \b",
        why="The question is told.",
        matches=("Vi undrar om man kunde få stöd", "I wonder if one could get support"),
        spares=("Vi undrar om man kan få stöd",),
    ),
    Rule(
        "asks_what_rules_said",
        rf"\b {ASKS} \b .{{0,30}} \b {_SAID} \b .{{0,20}} \b {_RULES}",
        why="What the rules said then is what applied then.",
        matches=("Vad sa riktlinjerna om upphandling", "hur var reglerna", "What did the guidelines say"),
        spares=("Vad säger riktlinjerna", "Vad sa handläggaren"),
    ),
    reads=plain_of,
)
PAST_VERB = RuleTable(
    "A verb in the past tense, of whatever meaning.",
    Rule(
        "strong_verbs",
        whole_words(
            swedish=r"""
                fick | kunde | skulle | gick | var | va | hade | tog | sade | stod | såg | löd | gav | gavs | ingick
                utgick | fanns | blev | måste | tvungen
            """,
            nordic="kunne | fik",
            english="was | were | did | had | could | used to",
        ),
        why="Their past tense has no ending to tell it by.",
        matches=("Vad fick man", "hur va det", "What was said"),
        spares=("Vad får man",),
    ),
    Rule(
        "english_ending",
        r"\b \w{3,} ed \b",
        why="The ending of most English verbs.",
        matches=("who funded it",),
        spares=("red", "who funds it"),
    ),
    Rule(
        "swedish_ending",
        r"\b (?! \w* [ae]nde \b | fjärde ) \w{2,} (?: [adglnrv]de | [kpst]te ) s? \b",
        why="The endings of most Swedish verbs, active and passive; participles and fourth end likewise.",
        matches=("ansökte", "hyrdes", "startade", "byggdes"),
        spares=("gällande", "följande", "fjärde", "ansöker"),
    ),
    reads=plain_of,
)
PAST_ONLY = RuleTable(
    "A verb that is in the past tense and can be in no other.",
    Rule(
        "was",
        whole_words(
            swedish="var | blev | fick | kunde | gällde | hade | fanns | gick | stod | såg | löd | gav | gavs | utgick",
            english="was | were | did | had",
        ),
        why="Before a turn that returns every year it tells which one is meant.",
        matches=("Vilket var taket", "Hur högt blev det", "What was the ceiling"),
        spares=("Vad måste vi göra", "Vad skulle gälla"),
    ),
    reads=plain_of,
)
_KNOWN_VERB = words(CAN, swedish=r"har | hade | gäll\w+", english="has | have")
ANY_VERB = RuleTable(
    "Anything that may be a verb.",
    Rule(
        "known_verbs",
        rf"\b {_KNOWN_VERB} \b",
        why="Where there is none, as in headlines and telegrams, there is no tense to go by.",
        matches=("Vi har ett café", "det gällde"),
        spares=("Regler 2018, handledare?",),
    ),
    Rule(
        "verb_endings",
        r"\b \w{3,} (?: ar | er | s ) \b",
        why="Endings of verbs in the present tense; nouns end so, too, but a verb missed would be worse.",
        matches=("vi ansöker", "det finansieras", "he pays"),
        spares=("Stöd till resa",),
    ),
    reads=plain_of,
)
