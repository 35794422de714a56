"""The words by which a question asks for something definite, and those by which a passage states it."""

from __future__ import annotations

from corpus.language_rules import Rule, RuleTable, whole_words
from corpus.months import MonthNames, any_month
from index.clauses import BEGINNING

ASKS_AMOUNT = RuleTable(
    "Asks for a sum of money or a share of one.",
    Rule(
        "how_much",
        whole_words(swedish="hur mycket", english="how much"),
        why="Of what is funded there is hardly anything but money to ask this for.",
        matches=("Hur mycket kan vi få?", "How much can we get?"),
        spares=("Hur många kan vi bli?",),
    ),
    Rule(
        "how_big",
        r"""
        \b hur \s+ stor (?:t|a)? \s+ (?: är | var | blir | blev ) \s+ (?: \w+ \s+ )?
        \w* (?: bidrag | stöd | ersättning | avgift )
        """,
        why="Of money that is given or taken, its size is its amount.",
        matches=("Hur stort är lägerbidraget?", "Hur stor blir den ersättningen?"),
        spares=("Hur stor är gruppen?", "Hur stort är lägret?"),
    ),
    Rule(
        "amount",
        whole_words(
            swedish=r"""
                belopp* | summa* | maxbelopp* | kostar | kostnad* | timpris* | arvode* | budget* | tak | taket | procent
                kronor | kr | tkr
            """,
            english="amount* | cost* | price* | percent* | ceiling | maximum",
        ),
        why="The amount is named, or its unit, or what limits it.",
        matches=("Finns det något tak?", "Vad kostar en handledare?", "What is the maximum?", "Vilket BELOPP?"),
        spares=("Takläggare, kan de få stöd?",),
    ),
)
ASKS_DAY = RuleTable(
    "Asks for a day or a year.",
    Rule(
        "when",
        rf"{BEGINNING} (?: när | when ) \b",
        why='Only at the beginning of a clause: elsewhere it means "if" ("Får vi stöd när vi startar?").',
        matches=("När ska ansökan vara inne?", "Vem ansöker, och när?", "Who applies, and when?"),
        spares=("Får vi stöd när vi startar?",),
    ),
    Rule(
        "which_day",
        whole_words(
            swedish=r"""
                vilken dag | vilket datum | vilket år | datum | deadline | senast när | årtal*
                sista dag* | sista ansökningsdag*
            """,
            english=r"""
                what date | what year | what day | which date | which year | which day | closing date | due date
            """,
        ),
        why="The day is named by what it is for.",
        matches=("Vilken är sista ansökningsdagen?", "What is the closing date?"),
        spares=("Vilka dagar är det möte?",),
    ),
)
ASKS_DURATION = RuleTable(
    "Asks for a length of time, or how often something is.",
    Rule(
        "how_long",
        whole_words(
            swedish="hur länge | hur lång tid | hur snabbt | hur snart | hur ofta | handläggningstid*",
            english="how long | how often | how soon | how quickly | processing time",
        ),
        why="A count with a unit of time answers it.",
        matches=("Hur länge kan vi få stöd?", "How soon do you decide?"),
        spares=("Hur lång är listan?",),
    ),
)
ASKS_CONTACT = RuleTable(
    "Asks whom one can reach, and how.",
    Rule(
        "contact",
        whole_words(
            swedish="kontakta* | kontaktperson* | telefon* | ringa | mejl* | maila | e-post* | epost*",
            english="contact person | contact | phone* | e-mail* | email*",
        ),
        why="The ways of reaching somebody are named.",
        matches=("Vem ska vi kontakta?", "Kan jag ringa någon?", "Who is the contact person?"),
        spares=("Vi har tappat kontakten",),
    ),
)
ASKS_COUNT = RuleTable(
    "Asks for a number of things.",
    Rule(
        "how_many",
        whole_words(swedish="hur många | antal | antalet", english="how many | number of"),
        why="A number answers it, whatever is counted.",
        matches=("Hur många deltagare krävs?", "Is there a maximum number of places?"),
        spares=("Hur mycket kan vi få?",),
    ),
)

ASKS_THINGS = RuleTable(
    "Asks for things, of which there may be several.",
    Rule(
        "what_or_which",
        rf"{BEGINNING} (?: vad | vilka | vilket | what | which ) \b (?! \s+ (?: kostar | är\ det\ för | costs? ) )",
        why="One that opens otherwise asks for a person, a time or a yes.",
        matches=("Vad ska föreningen lämna in?", "Vilka kostnader ersätts?", "What must we enclose?"),
        spares=("Ersätts resor?", "Vad kostar det?"),
    ),
)
_NUMBER_WORD = whole_words(
    swedish=r"""
        en | ett | två | tre | fyra | fem | sex | sju | åtta | nio | tio | elva | tolv | tretton | fjorton | femton
        sexton | sjutton | arton | nitton | tjugo* | trettio* | fyrtio* | femtio* | sextio* | sjuttio* | åttio*
        nittio* | \w*hundra* | \w*tusen*
    """,
    english="one | two | three | four | five | six | seven | eight | nine | ten | twelve | hundred | thousand",
)
_TIME_UNIT = whole_words(
    swedish="dag* | veck* | månad* | år | kvartal* | timm*", english="day* | week* | month* | year* | hour*"
)
_MONEY = whole_words(
    swedish="""
        kr | kronor(?:na)? | krona | tkr | mkr | öre | miljon* | miljard* | sek | euro | dollar | pund | procent
        procentenheter | prisbasbelopp* | basbelopp* | inkomstbasbelopp*
    """,
    english="crowns | euros? | dollars? | pounds? | percent | per cent",
)
_SHARE = whole_words(
    swedish=r"halva | hälften | halvt | \w*(?:tredjedel|fjärdedel|femtedel|tiondel)(?:ar|en|s)? | hela kostnaden",
    english="half | (?:one|two|a) thirds? | (?:a|one|three) quarters? | the full cost",
)
_FREE = whole_words(
    swedish="gratis | kostnadsfri* | avgiftsfri* | utan (?:kostnad|avgift) | ingen avgift | kostar ingenting",
    english="free of charge | for free | at no cost | no charge | is free | are free",
)

STATES_AMOUNT = RuleTable(
    "States a sum of money or a share of one.",
    Rule(
        "sum",
        rf"(?: \d [\d\s.,]* | {_NUMBER_WORD} \s+ (?: {_SHARE} \s+ )? ) (?: [€$£%] | {_MONEY} )",
        why="A number with a unit of money: other numbers count other things.",
        matches=(
            "högst 10 000 kronor",
            "50 % av kostnaden",
            "2,5 prisbasbelopp",
            "femhundra kronor",
            "3,000 euros",
            "ett halvt prisbasbelopp",
        ),
        spares=("högst 15 deltagare", "några kronor"),
    ),
    Rule(
        "sum_with_sign",
        r"\d \s? (?: :- | ,- | kr\b ) | [€$£] \s? \d",
        why="The short ways of writing a price.",
        matches=("150:- per timme", "$ 100", "25kr"),
        spares=("kl. 15:30", "2026-12"),
    ),
    Rule(
        "unit_in_header",
        rf"{_MONEY} [^:;]* : \s* \d",
        why="In a row of a table the unit may stand in the column's header.",
        matches=("Lokal: Ishall; Pris i kronor per timme: 1 500",),
        spares=("Antal timmar: 20",),
    ),
    Rule(
        "share",
        _SHARE,
        why="A part of the costs is an amount, too.",
        matches=("halva kostnaden", "två tredjedelar av hyran", "half of the cost"),
        spares=("halvår",),
    ),
    Rule(
        "free",
        _FREE,
        why="Nothing is an amount.",
        matches=("Simhallen är gratis", "Hallen lånas ut utan avgift", "free of charge"),
        spares=("fri tid",),
    ),
)
STATES_DAY = RuleTable(
    "States a day, a month or a year.",
    Rule(
        "year",
        r"\b (?: 19 | 20 ) \d\d \b",
        why="Four digits of these two centuries are a year in a policy.",
        matches=("gäller från 2013",),
        spares=("12013 personer",),
    ),
    Rule(
        "month",
        rf"\b {any_month((*MonthNames.SWEDISH.names, *MonthNames.ENGLISH.names))} \b",
        why="Days that return each year are said without one; short forms would be found in too much else.",
        matches=("senast den 1 oktober", "by the end of May"),
        spares=("oktobermötet",),
    ),
)
STATES_DURATION = RuleTable(
    "States a length of time, or how often something is.",
    Rule(
        "count_of_units",
        rf"(?: \d | {_NUMBER_WORD} ) \w* \s+ {_TIME_UNIT}",
        why="A count with a unit of time.",
        matches=("högst 12 månader", "under tre år", "within two weeks"),
        spares=("varje månad", "12 deltagare"),
    ),
    Rule(
        "regularly",
        whole_words(swedish="löpande | årlig* | varje år", english="annually"),
        why="Says how often without a count.",
        matches=("Ansökan görs löpande.", "årligen"),
    ),
)
STATES_CONTACT = RuleTable(
    "States how somebody can be reached.",
    Rule(
        "address",
        r"\S @ \S",
        why="An e-mail address.",
        matches=("info@forbundet.se",),
        spares=("@ forbundet",),
    ),
    Rule(
        "telephone_number",
        r"\b 0\d{1,3} [-\s]? \d{2,}",
        why="A number with an area code.",
        matches=("021-12 34 56", "070 1234567"),
        spares=("10 000 kronor",),
    ),
    Rule(
        "contact",
        whole_words(swedish="telefon* | kontakta*", english="contact*"),
        why="Somebody is to be reached, and the passage says who.",
        matches=("Kontakta förbundets kansli.",),
    ),
)
STATES_COUNT = RuleTable(
    "States a number.",
    Rule(
        "digit",
        r"\d",
        why="Digits, whatever they count.",
        matches=("högst 15 deltagare",),
        spares=("några deltagare",),
    ),
    Rule(
        "number_word",
        _NUMBER_WORD,
        why="Small numbers are written out.",
        matches=("minst tre medlemmar", "tjugofem platser"),
        spares=("flera medlemmar",),
    ),
)
