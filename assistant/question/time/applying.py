"""The words that ask what applies: which rules are in force, now or then."""

from __future__ import annotations

from assistant.question.time.plain import plain_of
from corpus.language_rules import Rule, RuleTable, folded, whole_words, word_set, words

APPLIES = RuleTable(
    "Something applies, now or to come.",
    Rule(
        "applies",
        whole_words(
            swedish="gäller | gälla | galer | tillämpas",
            nordic="gjelder | gaelder",
            english="apply | applies | valid | effective",
        ),
        why="With a coming time, or none, it asks for the version of then or of today.",
        matches=("Vad gäller nästa år?", "va galer", "Hvad gaelder?", "Which rules apply?"),
        spares=("Vad gällde 2012?", "We applied in 2019"),
    ),
    reads=plain_of,
)
APPLIED = RuleTable(
    "Something applied at a time gone by.",
    Rule(
        "applied",
        whole_words(swedish="gäll?de | gällt | tillämpades | tillämpats", nordic="gjaldt | galdt"),
        why="With a past time it asks for the version of then.",
        matches=("Vad gällde 2012?", "va gälde 2016", "Hva gjaldt?"),
        spares=("Vad gäller 2027?",),
    ),
    Rule(
        "did_apply",
        r"\b did\ .* \b apply \b",
        why="In an English question the verb stands without its ending.",
        matches=("Which rules did apply in 2012?", "What did then apply?"),
        spares=("Which rules apply?",),
    ),
    Rule(
        "applied_in_english",
        r"(?<! we\  ) (?<! \bi\  ) (?<! they\  ) (?<! you\  ) \b ap+lied \b",
        why="People apply, too, namely for support: then it is told, not asked.",
        matches=("What applied in 2012?", "what aplied then"),
        spares=("We applied in 2019.", "I applied in 2019."),
    ),
    reads=plain_of,
)
IN_FORCE = RuleTable(
    "Something is in force.",
    Rule(
        "in_force",
        whole_words(
            swedish="i kraft | gällande (?:regler|riktlinjer|policy|version)",
            english="in force",
        ),
        why="These words have no tense: the time alone shows whether it is past.",
        matches=("Vilken version var i kraft 2012?", "gällande regler 2012", "the version in force in 2012"),
        spares=("enligt gällande lag",),
    ),
    reads=plain_of,
)
_SUBJECT = words(
    swedish="det | frågan | ärendet | ansökan | kursen | saken | avtalet | kontraktet | beslutet",
    english="it",
)
ABOUT = RuleTable(
    "Says what a message is about.",
    Rule(
        "it_concerns",
        rf"\b {_SUBJECT} \s+ gäll",
        why='After such a subject gäller means "is about", and does not ask what applies.',
        matches=("Det gäller ett möte 2012", "Ansökan gällde 2019"),
        spares=("Vad gäller 2012?", "Gäller det 2027?"),
    ),
    reads=plain_of,
)
_EARLIER = words(swedish="förra | tidigare | gamla | föregående", english="previous | earlier | old")
_VERSION = words(swedish="version* | riktlinje* | policy* | regler*", english="guidelines? | rules? | edition")
EARLIER_VERSION = RuleTable(
    "An earlier version is spoken of without saying which.",
    Rule(
        "earlier_version",
        rf"\b {_EARLIER} [ ] {_VERSION} \b",
        why="It might be any of them, so the answer says which there are.",
        matches=("Vad stod i förra versionen?", "enligt de gamla reglerna", "the previous guideline"),
        spares=("den nya versionen", "tidigare har vi fått stöd"),
    ),
    reads=plain_of,
)

ASKS_NOTHING_MORE = word_set(
    reads=folded,
    asking="vad vilka vilken vilket vem hur what which who how",
    applying="gällde gällt gäller gälla gällande kraft applied apply applies force valid",
    rules="""
        reglerna regler regelverk regelverket riktlinje riktlinjer riktlinjen riktlinjerna version versionen
        bestämmelser policy policyn rule rules guideline guidelines
    """,
    people="oss ni er vi man dom us",
    now="då nu dag idag now today then",
    verbs="var är ser ut såg har hade fanns finns were was is are did do does",
    joining="och men eller som av för i det den om samma in the about and or but of it",
)
"""Words that ask for nothing beyond what applies."""
