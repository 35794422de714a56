"""The words by which a question asks what has changed between versions of the guideline."""

from __future__ import annotations

from corpus.language_rules import Rule, RuleTable, folded, whole_words, word_set, words

_CHANGE = words(
    swedish=r"""
        ändra(?:s|t|ts|des|de|r|nde) | ändring(?!shist|slogg)\w* | förändra* | förändring* | skärp* | införde?s
        uppdatera* | revidera*
        tillkom* | (?:tagits|tas|togs|plockats) bort | borttag* | försv\w+
        nyhet* | nytt | skillnad* | skilj\w+ | skiljde | annorlunda | jämför* | svårare | lättare | strängare
    """,
    english=r"""
        chang\w+ | updated | revised | revisions | introduced | tightened
        removed | added | dropped | gone
        new | differ* | compare* | stricter | harder | easier
    """,
)
RULES = words(
    swedish=r"""
        riktlinje* | regler* | regelverk* | version* | utgåv* | policy* | villkor* | bestämmelse* | dokument*
        krav(?:en|et)? | text(?:en)?
    """,
    english="policies | guidelines? | guidance | rules? | editions? | requirements? | terms | conditions | document",
)

CHANGES = RuleTable(
    "Something is said to change, to be new, or to differ.",
    Rule(
        "change",
        rf"\b {_CHANGE} \b",
        why="Without such a word no change is asked about.",
        matches=("Vad har ändrats?", "Vad är nytt?", "Har något tagits bort?", "What differs?"),
        spares=("Var finns ändringshistoriken?", "Vad gäller?"),
    ),
    reads=folded,
)
SPEAKS_OF_RULES = RuleTable(
    "Rules or their versions are spoken of.",
    Rule(
        "rules",
        rf"\b \w* {RULES} \b",
        why="The guideline may be called by any of these, also as the end of a longer word.",
        matches=("reglerna", "Har villkoren för hotell ändrats?", "startbidragspolicyn", "the guidance"),
        spares=("beloppet för hotell", "kravlös"),
    ),
    reads=folded,
)
_SAME = whole_words(swedish="samma | desamma | oförändra*", english="same | unchanged")
_BEFORE = whole_words(swedish="förra | tidigare | gamla | föregående", english="previous | old | earlier | last")
SAME_AS_BEFORE = RuleTable(
    "Whether all is still as it was: the same question the other way round.",
    Rule(
        "same_as_before",
        rf"{_SAME} .{{0,80}} {_BEFORE} .{{0,80}} {RULES}",
        why="It asks about a change without a word for one.",
        matches=("Är reglerna desamma som i förra versionen?", "Is it the same as in the old guideline?"),
        spares=("Är det samma stöd som övrigt stöd?",),
    ),
    reads=folded,
)
_SAYS_NOTHING = words(
    swedish="""
        och | men | så | hej | ok | okej | vad | va | vilka | som | att | det | om | för | till | i så fall
        något | nåt | någonting | ngt | några | inget | mycket | exakt
        har | är | blev | blir | kommer | finns | gjordes | hänt
    """,
    english="""
        and | but | so | what | what's | whats | which | anything | something | any | some | the | about | for
        has | have | is | are | was | were | will | be | been | there
    """,
)
ONLY_CHANGE = RuleTable(
    "Nothing but the change is asked about.",
    Rule(
        "only_change",
        rf"""
        ^ (?: {_SAYS_NOTHING} \b [\s,]* )*
        {_CHANGE} \b
        (?! \s+ (?: i | in | hos | med ) \s+ (?! fråga\ om ) \w )
        """,
        why="Then the rules are meant; but what changes in some place, or at somebody's, is not the rules.",
        matches=("Vad har ändrats?", "Vad är nytt", "Och vilka skillnader", "What has changed", "What's new?"),
        spares=("Har beloppet ändrats?", "Vad är nytt i kommunen", "Vad är nytt med er"),
    ),
    reads=folded,
)
HAS_CHANGED = RuleTable(
    "Some matter of the rules is asked about, which may have changed.",
    Rule(
        "has_it_changed",
        r"""
        ^ (?: (?: och | men | så | and | but | so ) \s+ )*
        (?: hur | på\ vilket\ sätt | how | in\ what\ way )? \s*
        (?: har | have | has | skilj\w+\ sig | är\ det | did | do | does | ändra(?:s|des|ts) ) \b
        .* \b (?: ändra(?:ts|des|s|t) | förändra\w+ | skilj\w+ | changed? | differ | differs ) \b
        """,
        why="The clause asks with a verb that changes in it.",
        matches=("Har beloppet för hotell ändrats?", "Hur har stödet förändrats", "Has the amount changed since 2019?"),
        spares=("Vi har ändrat oss", "Kan vi ändra beloppet"),
    ),
    Rule(
        "how_it_differs",
        r"^ (?: hur | how ) \s+ (?: skilj\w+ | ändra(?:s|des) | förändra\w+ ) \b",
        why="The verb follows at once.",
        matches=("Hur skiljer sig beloppen", "hur ändrades stödet"),
        spares=("Hur ändrar man adress?",),
    ),
    reads=folded,
)

AHEAD = RuleTable(
    "What is to come is asked about.",
    Rule(
        "to_come",
        whole_words(
            swedish=r"""
                ändras | förändras | kommer | blir | inf[öe]rs | tas bort | planeras | kommande | nästa version
            """,
            english="will | going to | upcoming | coming | next version | what changes",
        ),
        why="A verb in the present tense speaks of a change that has not been yet.",
        matches=("Vad ändras?", "Vad kommer att ändras?", "What will change?"),
        spares=("Vad har ändrats?", "What changed?"),
    ),
    reads=folded,
)
_NEW = words(swedish="nya | nyaste | kommande | nästa", english="new | newest | upcoming | next")
_NEW_RULES = words(swedish="version | riktlinje | policy | regler", english="guideline | rules")
OF_NEWEST = RuleTable(
    "The new or next version is spoken of.",
    Rule(
        "new_version",
        rf"\b {_NEW} \s+ {_NEW_RULES}",
        why="It may be one that is adopted and does not apply yet.",
        matches=("Vad är nytt i den nya versionen?", "the upcoming guideline"),
        spares=("Har reglerna ändrats?",),
    ),
    reads=folded,
)
SETS_APART = RuleTable(
    "Two times are set against each other.",
    Rule(
        "differ",
        whole_words(swedish=r"skilj\w+ | skillnad* | jämför*", english="differ* | compare*"),
        why="Then both ends of what is named are versions, and not what lies between them.",
        matches=("Hur skiljer sig reglerna 2020 från reglerna 2012?", "compared to 2012"),
        spares=("Vad ändrades mellan 2013 och 2020?",),
    ),
    reads=folded,
)
_MORE = whole_words(
    swedish="""
        högre | lägre | mer | mindre | fler | färre | större | längre | kortare | bättre | sämre | dyrare | billigare
        strängare | hårdare | mildare | generösare | tidigare | senare | annorlunda
    """,
    english="""
        higher | lower | more | less | fewer | larger | smaller | longer | shorter | better | worse | stricter | earlier
        later | different
    """,
)
_THAN = words(swedish="än | mot | jämfört med", english="than | from | compared (?:to|with)")
_IT_WAS = words(
    swedish="vi | man | det | ni | den | de | var | fick | gällde | gäller | är | blir | under | för | i | år",
    english="we | it | they | one | was | got | is | in | for",
)
MORE_THAN = RuleTable(
    "Something is set against what it was or will be; a time has to follow.",
    Rule(
        "more_than",
        rf"{_MORE} \b .{{0,80}} \b {_THAN} (?: \s+ {_IT_WAS} ){{0,4}} \s* $",
        why="Before a time it asks for a difference; before anything else for a limit.",
        matches=("Är taket högre nästa år än ", "Får man mer 2027 än man fick ", "Is the cap higher than it was "),
        spares=("Kan vi få mer än 10 000 kronor ",),
    ),
    reads=folded,
)
SINCE_THEN = RuleTable(
    "From a time that was named on.",
    Rule(
        "since_then",
        whole_words(
            swedish="sedan dess | sen dess | under den tiden",
            english="since then | in the meantime",
        ),
        why='The time stands in the story before ("Vi sökte 2019. Vad har ändrats sedan dess?").',
        matches=("Vad har ändrats sedan dess?", "What changed since then?"),
        spares=("Vad har ändrats sedan 2013?",),
    ),
    reads=folded,
)

NO_MATTER = RuleTable(
    "A word that is no matter that a change could be about.",
    Rule(
        "more",
        _MORE,
        why="It is how things differ.",
        matches=("högre", "less"),
        spares=("hotell",),
    ),
    Rule(
        "change",
        _CHANGE,
        why="It is the change itself.",
        matches=("ändrats", "nytt"),
        spares=("hotell",),
    ),
    Rule(
        "rules",
        rf"\w* {RULES}",
        why="It is what the change is in.",
        matches=("riktlinjerna", "startbidragspolicyn"),
        spares=("hotell",),
    ),
    reads=folded,
)
COMMON_WORDS = word_set(
    reads=folded,
    swedish="""
        av att och eller men som så om på i ur ut under till från för före med mellan mot sedan sen sist
        jag du vi man ni er oss sig den det dem de desamma dess din dina en ett
        vad va vilka vilken vilket hur då nu
        något någon någonting nåt några inget ngt mycket exakt samma
        är års år blev blir bort finns gjordes gå går göra ha har hänt haft kan kommer ser skulle tagits tas
        togs jämfört berätta undrar veta vill visa tack hej
        än fick får var kunde kunna blivit gällde gäller
        gällande gamla förra föregående tidigare fortfarande nuvarande senaste nya nyaste nytt nästa
        kommande version
    """,
    english="""
        a about an and any anything between but from in it of on one ones or please something than that the
        then there this to vs with are is be become becomes been was were will would can did do does has have
        made i me us we you your what which how
        got than gets get
        compared current earlier know last latest like new next now old previous same since still tell unchanged
    """,
)
"""Words that are no matter either."""
