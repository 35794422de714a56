"""The words by which a turn shows how it stands to the one before it."""

from __future__ import annotations

from corpus.language_rules import Rule, RuleTable, word_set, words

CONNECTIVES = word_set(
    swedish="och men eller så då fast även också annars isåfall varför hurså",
    english="and but or so then also what why how",
)
"""As its first word they go on from what was said."""
POINTERS = word_set(
    swedish="""
        det den de dem dom denna detta dessa sådan sådant sådana hen han hon honom henne deras dess där dit samma sådär
    """,
    english="it that this those these them they he she him her their its there such same one ones",
)
"""They stand for something that was named before."""

_SAID_IN_BETWEEN = words(
    swedish="okej | jaha | jaså | aha | jo | ja | tack | bra | toppen | härligt | perfekt | fint",
    english="ok | okay | thanks | thank you | great | fine | right | i see | well | oh",
    either="hm+",
)
_NO_MATTER = words(
    swedish="""
        fler | fler exempel | något mer | nåt mer | mer | mera | annat | varför | varför inte | varför då | hurså
        hur då | hur | när | när då | var | vem | vem då | vad | vad då | vilka | vilken | vilket
        och sen | sen då | och annars | annars | på vilket sätt | hur menar du | vad menar du | förklara | exempel
        till exempel
    """,
    english="""
        more | any more | anything else | why | why not | how | when | where | who | what | which | and then | otherwise
        how so | what do you mean | explain | example | for example
    """,
)
CONTENTLESS = RuleTable(
    "Asks on, and names no matter of its own.",
    Rule(
        "asks_on",
        rf"(?: (?: och | men | så | and | but | so ) \  )? {_NO_MATTER} [\s?!.…]*",
        why="Whatever it resembles by itself, it is about what was asked before.",
        matches=("Fler?", "Varför?", "Och när då?", "why not?", "Något mer?"),
    ),
)
INTERJECTIONS = RuleTable(
    "Says nothing about the matter, and is passed over before the turn is looked at.",
    Rule(
        "interjections",
        rf"^ (?: {_SAID_IN_BETWEEN} \b [\s!,.…]* )+",
        why="People answer the answer before they ask on.",
        matches=("Okej, tack! Och handledare?", "hmm … men vem betalar", "I see. And the ceiling?"),
        spares=("Jag undrar", "Braständare"),
    ),
)
_SOMETHING_ELSE = words(
    swedish="en (?:helt )?annan (?:fråga|sak) | ny fråga | byter ämne | nu till något annat",
    english="another question | new question | different (?:question|topic)",
)
NEW_TOPIC = RuleTable(
    "Says that what follows is about something else.",
    Rule(
        "another_question",
        rf"^ {_SOMETHING_ELSE}",
        why="However few words follow, they are not to be read with those before.",
        matches=("En helt annan sak: resor?", "Ny fråga, vem ansöker?", "Different topic: travel"),
        spares=("Samma fråga en gång till",),
    ),
)
_TAKEN_BACK = words(
    swedish="nej | nä | förlåt | ursäkta | oj | rättelse | fel av mig | jag (?:menade|menar|syftar)",
    english="no | sorry | oops | i (?:meant|mean) | correction",
)
CORRECTION = RuleTable(
    "Takes back what was asked.",
    Rule(
        "correction",
        rf"^ {_TAKEN_BACK} \b",
        why="Only one part of the question before is put right; the rest of it still stands.",
        matches=("Nej, jag menade handledaren", "Sorry, the coach I mean", "jag menar om deltagaren är ung"),
        spares=("Nejlikor, kan vi få stöd till det?",),
    ),
)
DOUBT = RuleTable(
    "Doubts the answer, and so asks the same again.",
    Rule(
        "are_you_sure",
        r"""
        ^ (?: är | e ) \  du \  (?: (?: helt | verkligen | riktigt ) \  )? säker
        | ^ are \  you \  (?: (?: really | quite | absolutely ) \  )? (?: sure | certain )
        """,
        why="It asks about the answer, not about what its words name.",
        matches=("Är du helt säker på det?", "e du säker", "Are you really sure?"),
        spares=("Är du handläggare?",),
    ),
    Rule(
        "is_that_so",
        r"""
        ^ (?: stämmer | gäller ) \  det \  (?: verkligen | alltid | säkert )
        | ^ på \  riktigt \b
        | ^ is \  that \  (?: really | definitely )
        """,
        why="Without an adverb of doubt the same words ask about the matter.",
        matches=("Stämmer det verkligen?", "På riktigt?", "Is that really so?"),
        spares=("Gäller det även handledare?",),
    ),
)
