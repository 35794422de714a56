"""The words round a time by which it only names something: a document, or what is itself asked for.

Rules for what stands before a time look at the text up to it, and those for what stands after at the text from it on.
"""

from __future__ import annotations

from assistant.question.time.plain import plain_of
from corpus.language_rules import Rule, RuleTable, whole_words, words

_DOCUMENT = words(
    swedish=r"""
        policy* | riktlinje* | version* | utgåv* | beslut* | dokument* | handlingsplan* | strategi* | förordning*
        regelverk* | protokoll* | original* | papp?e?r* | lag(?:en)? | text(?:en)? | plan(?:en)?
    """,
    english="policies | guidelines? | editions? | decisions? | documents? | action plan | act | papers?",
    pronouns="den | det | dom | de | the ones? | that",
)
_MADE = words(
    swedish=r"""
        från | av(?: den)? | daterad* | daterat | antag* | antogs | fastställd* | fastställdes | beslutad* | beslutades
        kom | skrev* | som
    """,
    english="from | of | dated | adopted | issued",
)

NAMED_BEFORE = RuleTable(
    "Before a time, so that it names something.",
    Rule(
        "document_made",
        rf"""
        \b {_DOCUMENT}
        (?: \s+ (?! gäll | gjeld | appl | var\b | was\b ) \w+ )?   # any word, but not one that says what applies
        (?: \s+ {_MADE} )+
        \s* (?: år | den | the )? \s* $
        """,
        why="A document is told from others by when it was made; that does not ask about that time.",
        matches=("Policyn från ", "riktlinjerna som antogs den ", "policyn startbidrag från ", "the ones from "),
        spares=("Riktlinjerna gäller från ", "Vi vill ha stöd från "),
    ),
    Rule(
        "policy_or_according_to",
        rf"{whole_words(swedish='policy* | enligt', english='according to')} \s* $",
        why="The time itself stands for the document.",
        matches=("policy ", "Vad säger policyn ", "enligt ", "according to "),
        spares=("riktlinjerna ",),
    ),
    Rule(
        "was_it_then",
        r"""
        (?<! hur\  ) \b (?: (?: var | was | is ) (?: \ det | \ it )? | är\ det )
        (?: \  (?: i | in | den | the ) )? \s* $
        """,
        why='The time is what is asked ("Var det 2013 som den antogs?"), unless one asks how it was then.',
        matches=("Var det ", "Var det i ", "Är det ", "Was it in "),
        spares=("Hur var det ",),
    ),
    reads=plain_of,
)
NAMED_AFTER = RuleTable(
    "After a time, so that it names something.",
    Rule(
        "document_of_that_year",
        rf"^ \s* (?: års | 's | s | :s )? [\s-]* {_DOCUMENT} \b",
        why="The document follows, often after a genitive.",
        matches=(" års policy", "-versionen", "s riktlinjer", "'s guidelines"),
        spares=(" gällde policyn",),
    ),
    Rule(
        "genitive",
        r"^ (?: års | :s ) \b",
        why="Whatever follows, it is something of that year.",
        matches=(":s beslut", "års nivå"),
        spares=(" års nivå",),
    ),
    reads=plain_of,
)
_FOR = whole_words(
    swedish="till | för | av | om | mot | över | inför | ett | en",
    english="of | about | to | an",
)
NO_TIME_BEFORE = RuleTable(
    "Before what reads as a coming time, so that it is none at which something should apply.",
    Rule(
        "matter",
        rf"{_FOR} \s* $",
        why="Money for 2027, or a plan for it, may well be asked for today.",
        matches=("pengar till ", "en plan för ", "a budget of ", "plans about "),
        spares=("stöd från ", "stöd i "),
    ),
    reads=plain_of,
)
