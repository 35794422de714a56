"""The words by which a question asks about a change that is not one of the guideline, or about no change at all."""

from __future__ import annotations

from assistant.question.change_words import RULES
from corpus.language_rules import Rule, RuleTable, folded, words

_OTHERS_CHANGE = words(
    swedish=r"""
        regering* | tillväxtverket* | sofisam* | kriteri* | definition* | handlingsplan* | lagen | lagar*
        finansieringsr* | \w*riktlinjer(?:na)? för finansiering
        namnet | benämning* | adress* | lön
        annat | övrig* | ordinarie | vanlig* | arbetsförberedande | daglig verksamhet
    """,
    english=r"""
        government* | criteria | action plan | law | laws | funding guidelines? | address | other | usual
    """,
)
_OUR = words(swedish="vår | vårt | min | mitt | er | ert | en | ett", english="our | my | your | an | a")
_THEY = words(swedish="vi | jag | ni | man | han | hon | de", english="we | i | you | they")
NOT_ABOUT_RULES = RuleTable(
    "What changes, or is compared, is something else than the rules.",
    Rule(
        "of_others",
        rf"\b {_OTHERS_CHANGE} \b",
        why="The government, laws and other guidelines change, too; and things differ from other things.",
        matches=("Har regeringens kriterier ändrats?", "Skillnaden mellan ASF och daglig verksamhet?"),
        spares=("Har reglerna ändrats?",),
    ),
    Rule(
        "our_papers",
        rf"\b {_OUR} \s+ (?: \w+ \s+ )? (?: ansök | avtal | projekt | appl | agreement | project )",
        why="An application or agreement is the asker's own.",
        matches=("Kan vår ansökan uppdateras?", "ändringar i ett nytt avtal", "changes to our project"),
        spares=("Har kraven på ansökan ändrats?",),
    ),
    Rule(
        "somebody_changes",
        rf"""
        \b {_THEY} \s+
        (?: har\  | have\  | had\  | hade\  | vill\  | kan\  | får\  | want\ to\  | can\  )?
        (?: ju\  | redan\  | just\  | nu\  )?
        (?: ändra[rt]?\b | ändrade | uppdatera\w* | chang\w+ | updated? | revis\w+ )
        """,
        why="Somebody changes something; rules are changed without it being said by whom.",
        matches=("Vi har redan ändrat budgeten", "ni ändrar", "can we change it"),
        spares=("Har reglerna ändrats?",),
    ),
    Rule(
        "may_we_change",
        r"""
        \b (?: kan | får | hur | måste | ska | behöver | can | may | must | how\ (?: do | can ) ) \s*
        (?: vi | man | jag | we | i )? \s* (?: ändra | ändrar | change | update ) \b
        | \b (?: ändrar | ändra ) \s+ (?: vi | man | jag ) \b
        """,
        why="Whether somebody may change something.",
        matches=("Får man ändra i avtalet?", "Hur ändrar man adress?", "may we change"),
        spares=("Hur har reglerna ändrats?",),
    ),
    Rule(
        "condition",
        r"^ (?: och\  | men\  | and\  | but\  )? (?: om | ifall | när | if | when | in\ case ) \b",
        why="What happens if something changes asks about that, not about the change.",
        matches=("Om reglerna ändras", "and if the rules change"),
        spares=("Vad händer om reglerna ändras",),
    ),
    Rule(
        "who_decides",
        r"\b (?: vem | vilka ) \  (?: beslut | bestäm | får ) \w* | \b who \  (?: decides | can | may ) \b",
        why="It asks for a person.",
        matches=("Vem beslutar om ändringar i riktlinjerna?", "Who can change the rules?"),
        spares=("Vilka ändringar beslutades?",),
    ),
    Rule(
        "differs_from_a_thing",
        rf"""
        \b (?: skillnad\w* | differences? ) \s+ (?: mot | from ) \s+
        (?! .* (?:
            {RULES} | \d{{4}}
            | tidigare | fjol | förut | innan | förra | gamla | earlier | before | last\b | \bold\b
        ) )
        """,
        why="Unless what follows is a version or a time, two things are compared.",
        matches=("vad är skillnaden mot ett vanligt socialt företag",),
        spares=("Skillnad mot den gamla policyn?", "skillnaden mot 2012"),
    ),
    Rule(
        "difference_between_things",
        rf"""
        \b (?: skillnad\w* | differences? ) \s+ (?: mellan | på | between ) \s+
        (?! .* (?: {RULES} | gamla | nya | förra | \bold\b | \bnew\b ) )
        """,
        why="The same, of two that are named.",
        matches=("Vad är skillnaden mellan en handledare och en coach?",),
        spares=("skillnaden mellan gamla och nya versionen",),
    ),
    Rule(
        "new_thing",
        r"""
        \b (?: nytt | new ) \s+
        (?! i\b | in\b | om\b | about\b | for\b | när\b | från\b | vid\b | under\b | den\b | efter\b | from\b | on\b
            | after\b | at\b | compared | version | guideline | policy | edition )
        \w+
        """,
        why='Before a noun "new" is told of that thing; before these words it is what is asked for.',
        matches=("Kan vi starta ett nytt företag?", "a new coach"),
        spares=("Vad är nytt i år?", "the new version", "Vad är nytt?"),
    ),
    reads=folded,
)
