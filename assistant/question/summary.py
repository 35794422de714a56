"""Whether a question asks what the guidelines treat, and nothing more."""

from __future__ import annotations

from corpus.language_rules import Rule, RuleTable, folded, words

_THE = r"(?: (?: de\ här | dessa | hela | era | er | the | these | your ) \  )?"
_RULES = words(
    swedish="riktlinje(?:n|rna|r)? | regler(?:na)? | regelverket | policyn? | dokumentet | texten | bestämmelserna",
    english="guidelines? | rules | policy | document | text",
)
_ASK_FOR_IT = words(
    swedish="""
        (?:kan du |kan ni |snälla |gärna )?(?:sammanfatta|summera) | sammanfattning av
        (?:ge mig |ge oss |kan jag få |kan vi få |jag vill ha |vill ha )?en (?:kort )?sammanfattning av
    """,
    english="(?:can you |please )?summari[sz]e | summary of | (?:give me |i want )?a (?:short )?summary of",
)
_WHAT_THEY_TREAT = words(
    swedish="vad (?:handlar|innehåller|omfattar|står|står det|täcker|tar|behandlar)(?: i)?",
    english="what (?:is in|does|do|are)",
)
_ABOUT = words(swedish="om | upp", english="about | cover | say | contain | treat")
SUMMARY = RuleTable(
    "Asks what the guidelines treat.",
    Rule(
        "summarise",
        rf"^ {_ASK_FOR_IT} \s+ {_THE} {_RULES} [\s?!.]* $",
        why="Nothing may follow: with a matter it is a question about that.",
        matches=("Sammanfatta riktlinjerna", "Kan du sammanfatta reglerna?", "Please summarise the guideline."),
        spares=("Sammanfatta riktlinjerna om resor",),
    ),
    Rule(
        "what_they_treat",
        rf"^ {_WHAT_THEY_TREAT} \s+ {_THE} {_RULES} (?: \s+ {_ABOUT} )* [\s?!.]* $",
        why="The same as a question.",
        matches=("Vad handlar riktlinjerna om?", "Vad står i riktlinjerna?", "What does the guideline cover?"),
        spares=("Vad står i riktlinjerna om resor?",),
    ),
    Rule(
        "summary_alone",
        r"^ (?: sammanfatta | sammanfattning | summary | summari[sz]e ) [\s?!.]* $",
        why="There is nothing else here to be summarised.",
        matches=("Sammanfattning", "summarise"),
        spares=("Sammanfattning av projektet",),
    ),
    reads=folded,
)


def asks_summary(text: str) -> bool:
    """Whether it does."""
    return bool(SUMMARY.match(folded(text)))
