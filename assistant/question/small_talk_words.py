"""The words of messages that say nothing about any matter."""

from __future__ import annotations

from corpus.language_rules import Rule, RuleTable, words

_HELLO = words(
    swedish="""
        hej+(?: hej+)* | hejsan | hallå+ | tja+ | tjena | tjenare | tjo | morsning | goddag
        god(?:a)? (?:morgon|dag|middag|kväll|natt)
    """,
    english="hello+ | hi+ | hey+ | good (?:morning|day|afternoon|evening)",
    others="moi | terve | hola | hallo | guten tag | bonjour | salut | cześć | dzień dobry | salaam | salam",
)
_TO_WHOM = words(
    swedish="där | du | dig | på dig | på er | igen | alla | allihop | allihopa | assistenten", english="there | again"
)
GREETING = RuleTable(
    "Greets.",
    Rule(
        "greeting",
        rf"{_HELLO} \b (?: \  {_TO_WHOM} \b )*",
        why="Nothing is asked yet.",
        matches=("Hej", "hejsan på er", "God kväll", "Hello there", "moi"),
        spares=("Hejarklacken",),
    ),
)
_THANK = words(
    swedish="(?:stort |tusen |jätte)?tack | tackar",
    english="(?:many )?thanks | thank you | thx | cheers",
    others="kiitos | gracias | danke | merci | dziękuję | shukran",
)
_HOW_MUCH = words(
    swedish="så (?:jätte)?mycket | ska du ha | själv | på förhand | igen", english="so much | very much | a lot"
)
_FOR_WHAT = words(
    swedish="hjälpen | svaret | svar | det | all hjälp | informationen | infon | info | snabbt svar",
    english="(?:the |your )?(?:help|answer|info|information) | that",
)
_NOTED = words(
    swedish="""
        ok(?:ej+)? | oki | jaha | jaså | aha | toppen | bra | perfekt | fint | härligt | utmärkt | super | vad bra
        då vet jag | jag förstår | förstår | uppfattat | ja | jo | japp | jajamän | nej | nä | mm+ | hm+
    """,
    english="""
        okay | ok | great | perfect | fine | i see | got it | understood | cool | nice | yes | no | nope | yep | yeah
    """,
)
THANKS = RuleTable(
    "Thanks, or takes note of the answer.",
    Rule(
        "thanks",
        rf"{_THANK} \b (?: \  (?: {_HOW_MUCH} | (?: för | for ) \  {_FOR_WHAT} ) \b )*",
        why="It ends a matter and names none.",
        matches=("Tack", "tusen tack", "Tack så mycket för hjälpen", "Thank you very much", "kiitos"),
        spares=("Tacka nej", "tackkort"),
    ),
    Rule(
        "takes_note",
        rf"{_NOTED} \b",
        why="Said to an answer; a yes or no says nothing where the assistant asked nothing.",
        matches=("Okej", "Vad bra", "jag förstår", "I see", "hmm"),
        spares=("Brandskydd", "jakt"),
    ),
)
_BYE = words(
    swedish="""
        hej ?då | adjö | ha det(?: så)? (?:bra|fint|gott) | ha de | vi hörs | vi ses
        trevlig (?:helg|kväll|dag) | god (?:jul|helg)
    """,
    english="(?:good ?)?bye(?: bye)? | see you | have a (?:nice|good|great) (?:day|weekend|evening)",
)
FAREWELL = RuleTable(
    "Takes leave.",
    Rule(
        "farewell",
        rf"{_BYE} \b",
        why="The asker is done.",
        matches=("Hej då", "Ha det så bra", "trevlig helg", "bye bye"),
        spares=("Hejdlöst dyrt",),
    ),
)
_WHAT_YOU_ARE = words(
    swedish="""
        vem är du | vad är du(?: för (?:något|nåt|en))? | vad heter du
        är du (?:en )?(?:människa|robot|bot|maskin|chattbot|dator|ai|person|människa eller (?:en )?(?:robot|maskin))
    """,
    english="who are you | what are you | are you (?:an? )?(?:human|robot|bot|machine|ai|(?:real )?person|chatbot)",
)
_WHAT_YOU_CAN = words(
    swedish="""
        vad kan (?:du|jag) (?:göra|svara på|hjälpa (?:till|mig)(?: med)?|fråga(?: dig)?(?: om)?|få hjälp med)
        hur fungerar (?:du|det här|den här (?:tjänsten|chatten)) | kan du hjälpa mig | hjälp
    """,
    english="""
        what can (?:you|i) (?:do|answer|help (?:me )?with|ask(?: you)?(?: about)?) | how does this work
        can you help me | help
    """,
)
ABOUT_ASSISTANT = RuleTable(
    "Asks about the assistant.",
    Rule(
        "what_are_you",
        rf"{_WHAT_YOU_ARE} \b",
        why="Whom one talks to should be told at once.",
        matches=("Vem är du", "Är du en robot", "are you a human"),
        spares=("Är du handläggare",),
    ),
    Rule(
        "what_can_you",
        rf"{_WHAT_YOU_CAN} $",
        why="Nothing may follow: with a matter it is a question about that.",
        matches=("Vad kan du hjälpa mig med", "vad kan jag fråga om", "What can you do"),
        spares=("Vad kan jag få hjälp med i lokalen", "kan du hjälpa mig med ansökan"),
    ),
)
