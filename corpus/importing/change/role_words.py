"""The words by which a passage of a Swedish policy shows its role."""

from __future__ import annotations

from corpus.language_rules import Rule, RuleTable, whole_words, words

HISTORY = RuleTable(
    "Over the list of a document's earlier versions.",
    Rule(
        "history",
        whole_words(
            r"""
            historik | ändringshistorik | revisionshistorik | revideringshistorik | versionshistorik
            dokumenthistorik | beslutshistorik
            tidigare\s+(?:versioner|policyer|policydokument|riktlinjer|beslut) | ersatta\s+dokument
            """
        ),
        why="Such lists stand at the end under one of these headings, or after such a clause.",
        matches=("Ändringshistorik:", "5. Tidigare versioner", "Ersatta dokument"),
        spares=("Historikerna", "Samordningsförbundets historia"),
    ),
)

_GIVEN = words("stöd | bidrag | finansiering | medel")
SUPPORT = RuleTable(
    "Something that can be funded.",
    Rule(
        "can_fund",
        rf"""
        \b (?: kan | får ) \s+
        (?: {words("inte | ej | även | också | dessutom | bland annat | till exempel")} \s+ )?
        (?:
            {words("finansiera | finansieras | stödja | stödjas | bidra | bevilja | beviljas | stimulera")}
            | få \s+ (?: \w+ \s+ )? {words("stöd | bidrag | finansiering")}
            | ges? \s+ (?: \w+ \s+ )? {words("stöd | bidrag")}
            | söka \s+ (?: \w+ \s+ )? {words("stöd | bidrag | medel")}
        ) \b
        """,
        why="Who gives or gets it is the subject, and what it is for follows.",
        matches=(
            "Förbundet kan finansiera insatser för målgruppen.",
            "Förbundet kan även stödja medlemmar.",
            "Medlemmar kan få ekonomiskt stöd för utbildning.",
            "Föreningar får söka bidrag.",
        ),
        spares=("Förbundet ska finansiera insatser.", "Medlemmar kan få hjälp."),
    ),
    Rule(
        "support_can_be_given",
        rf"\b {_GIVEN} \s+ kan \s+ {words('ges | lämnas | utgå | beviljas')} \b",
        why="The support itself is the subject.",
        matches=("Bidrag kan beviljas för lokaler.", "Stöd kan ges till utbildning"),
        spares=("Stöd ges endast till medlemmar.",),
    ),
)
SUPPORTING_LEAD_IN = RuleTable(
    "A clause before a list of what can be funded.",
    Rule(
        "examples_of_support",
        rf"\b (?: exempel\ på | följande ) \s+ (?: \w+ \s+ )?"
        rf"{words('insatser | stöd | åtgärder | kostnader | bidrag')} \b",
        why="It names the support without saying that it can be given.",
        matches=("Exempel på insatser är:", "Följande typer av stöd, följande särskilda kostnader:"),
        spares=("Så här går det till:",),
    ),
)
NEGATED = RuleTable(
    "Turns support into what is excluded from it.",
    Rule(
        "negated",
        whole_words("inte | ej | aldrig | inga | inget | ingen"),
        why="What cannot be funded is told by the same words.",
        matches=("Inga resor kan finansieras.", "Följande kan inte finansieras:"),
        spares=("ingenjörer",),
    ),
)
_NOT = words("inte | ej | aldrig")
_MONEY = words("stöd* | bidrag* | finansiering* | medel | medlen | ersättning*")
_PAID = words("ersätts | ersättas | finansieras | bekostas | stöds | beviljas | medges | omfattas | ingår | godkänns")
EXCLUSION = RuleTable(
    "Something that is not funded.",
    Rule(
        "is_not_given",
        rf"\b {_MONEY} \s+ (?: (?:kan|får) \s+ )?"
        rf"(?: {_NOT} \s+ {words('ges | lämnas | utgå | utgår | beviljas | betalas')}"
        rf"| {words('ges | lämnas | utgår | beviljas | betalas')} \s+ (?: ut \s+ )? {_NOT} ) \b",
        why="The support is the subject, and what gets none follows.",
        matches=("Bidrag lämnas inte till:", "Stöd ges ej till resor.", "Ersättning kan inte utgå för alkohol."),
        spares=("Bidrag lämnas till:", "Bidraget är inte avdragsgillt."),
    ),
    Rule(
        "is_not_paid",
        rf"\b (?: (?:kan|får) \s+ {_NOT} \s+ {_PAID} | {_PAID} \s+ {_NOT} ) \b",
        why="What is excluded is the subject.",
        matches=("Alkohol ersätts inte.", "Moms får inte ersättas", "Resor omfattas ej av bidraget."),
        spares=("Beslutet kan inte överklagas.",),
    ),
    Rule(
        "none_is_given",
        rf"\b {words('inget | ingen | inga')} \s+ {_MONEY} \s+"
        rf"{words('ges | lämnas | utgår | beviljas | betalas')} \b",
        why="The support is denied, and not the verb.",
        matches=("Inget bidrag lämnas till kommersiell verksamhet.",),
        spares=("Inget beslut fattas.",),
    ),
    Rule(
        "may_not_be_used",
        rf"\b (?:kan|får) \s+ {_NOT} \s+ (?: användas | sökas | gå ) \s+ {words('till | för')} \b",
        why="The money itself is forbidden something.",
        matches=("Bidraget får inte användas till alkohol.", "Medel kan inte sökas för mat."),
        spares=("Lokalen får inte användas nattetid.",),
    ),
    Rule(
        "not_entitled",
        rf"\b {_NOT} \s+ (?: \w*berättiga\w* | ersättningsgill\w* )",
        why="An adjective says that it is paid or not.",
        matches=("Löpande driftskostnader är inte bidragsberättigande.", "Moms är ej ersättningsgill."),
        spares=("Den sökande är inte anställd.",),
    ),
    Rule(
        "excepted",
        whole_words("undantas | undantagna | utesluts | uteslutna | exkluderas"),
        why="What is taken out of the support.",
        matches=("Undantagna är:", "Politiska föreningar utesluts."),
        spares=("Undantag beslutas av styrelsen.",),
    ),
)
_IN_A_CASE = whole_words("om | utan | förrän | bara | endast | mer än | högre | längre | såvida | innan | efter")
ONLY_IN_A_CASE = RuleTable(
    "Beside a negation: it holds in some case only.",
    Rule(
        "in_a_case",
        rf"^ om \b | {_NOT} \b .* {_IN_A_CASE}",
        why="What is funded under terms is not excluded, and the terms are a condition.",
        matches=(
            "Hyra ersätts inte om kommunen äger lokalen.",
            "Bidrag lämnas inte förrän redovisning skett.",
            "Resor ersätts inte med mer än 500 kronor.",
            "Om föreningen är ny lämnas bidrag inte till resor.",
        ),
        spares=("Alkohol ersätts inte.", "Kostnader för information ersätts inte."),
    ),
)
CONDITION = RuleTable(
    "A duty or a limit.",
    Rule(
        "duty",
        whole_words("ska | skall | måste | krävs | förutsätter | förutsättning | villkor"),
        why="It must be so for support to be given.",
        matches=("Medlemmen ska upphandla insatsen.", "Stöd ges under förutsättning att medel finns."),
        spares=("Skaldjur smakar gott.",),
    ),
    Rule(
        "limit",
        whole_words("endast | bara | högst | minst | får inte | kan inte"),
        why="It goes so far and no further.",
        matches=("Beloppet är högst 10 000 kronor.", "Stödet ges endast till medlemmar."),
        spares=("barabarn",),
    ),
)
DEFINITION = RuleTable(
    "What something is or means.",
    Rule(
        "means",
        whole_words("avses | avser | menas | innebär | definieras | definition(?:en)?"),
        why="A word of the policy is explained.",
        matches=("Med målgrupp avses personer utan arbete.", "Med stöd menas pengar."),
        spares=("avseende",),
    ),
    Rule(
        "is_a",
        r"\b är \s+ (?: en | ett | de | den | det ) \b",
        why="What something is follows as a noun.",
        matches=("ASF är ett företag som integrerar människor.",),
        spares=("Samverkan är bra.",),
    ),
)
PROCEDURE = RuleTable(
    "How one goes about it, or which rules apply.",
    Rule(
        "goes_about",
        whole_words("ansök* | gäller | handlägg* | beslutar | redovis* | lämnas in | skickas"),
        why="These verbs name the steps of an application, or the rules for it.",
        matches=("Ansökan görs skriftligt.", "Vid mottagande gäller den senaste versionen."),
        spares=("Samverkan är bra.",),
    ),
)

_DOCUMENT = words(
    "riktlinje* | policy* | regel* | regler* | anvisning* | reglemente* | strategi* | handlingsplan* | överenskommelse*"
)
QUOTED = RuleTable(
    "A title in quotation marks.",
    Rule(
        "quoted",
        r"""[”“"„»] (?P<title> [^”“"„«»]{4,150}? ) [”“"«»]""",
        why="All marks are met, and the opening one may be the closing one of another language.",
        matches=("Se ”Policy för inköp”.", 'Förbundets "Riktlinjer för finansiering" gäller.', "»Så söker du«"),
        spares=("en ”ny” väg",),
    ),
)
BEFORE_QUOTE = RuleTable(
    "A word before a quotation that makes it the title of a document.",
    Rule(
        "document_before",
        rf"\b {_DOCUMENT} \W{{0,3}} $",
        why="The title by itself need not sound like one of a policy.",
        matches=("Enligt riktlinjerna ", "Anvisningar: "),
        spares=("Vi kallar det ", "Riktlinjerna säger att "),
    ),
)
TITLE_START = RuleTable(
    "A title that is by itself one of a policy.",
    Rule(
        "policy_title",
        rf"{_DOCUMENT} \b",
        why="So most are called.",
        matches=("Riktlinjer för finansiering av samverkansinsatser", "Policy för inköp"),
        spares=("Att samverka i Dalen",),
    ),
)
