"""The words that ask, and the verbs that stand beside them, from which the ends of clauses and the tense are told.

Two sets, which differ on purpose. The one that splits a message into the things it asks knows Swedish and English as
they are spelled. The one that tells what a time belongs to is for folded text, where "var" may be "vår", so it leaves
that out of the words that ask; it knows some Norwegian and Danish, and verbs in both tenses.
"""

from __future__ import annotations

from corpus.language_rules import words

INTERROGATIVES = words(
    swedish="vem | vad | hur | när | var | vart | vilka | vilken | vilket",
    english="who | what | how | when | where | which",
)
"""Words that ask something by themselves."""
QUESTION_OPENERS = words(
    INTERROGATIVES,
    swedish="kan | får | måste | ska | är | finns | gäller | går | behöver",
    english="can | may | must | is | are | does | do",
)
"""Words with which a question opens, verbs included."""

ASKS = words(
    swedish="vad | vem | vilka | vilken | vilket | hur | när | varför",
    nordic="hva | hvad | hvem",
    english="what | who | whom | which | how | where | when | why",
)
"""Words that ask something, in any tense."""
CAN = words(
    swedish=r"""
        kan | får | ska | skall | kommer | går | är | finns | ger | behöver | måste | ingår | kräver | krävs
        finansiera[rs] | stöd(?:jer|er|s) | betala[rs]
    """,
    english="can | could | may | will | is | are | do | does | shall | must | would",
)
"""Verbs by which one asks for what is possible, or must be, now or to come."""
COULD = words(
    swedish=r"""
        fick | kunde | gick det att | tilläts | tillät | skulle | täckte | ersatte | stödde | stöttade | gavs | medgavs
        finansierades?
        (?:ersatt|krävd|meddelad|lämnad|redovisad|täckt|betalad|godkänd|räknad)es
    """,
    nordic="kunne | fik",
    english="could | were | was | funded | covered | had to",
)
"""The same for what was possible."""
