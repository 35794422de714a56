"""The words by which a clause shows what its times mean: what applied, what was adopted, what merely happened.

All patterns are for folded text (see `time_words.folded`), in Swedish and English, with some Norwegian and Danish.
"""

from __future__ import annotations

import re

_DOCUMENT = (
    r"(?:policy\w*|policies|riktlinje\w*|version\w*|utgav\w*|beslut\w*|dokument\w*|handlingsplan\w*|strategi\w*|"
    r"lag(?:en)?|forordning\w*|text(?:en)?|regelverk\w*|plan(?:en)?|protokoll\w*|original\w*|papp?e?r\w*|guidelines?|"
    r"editions?|decisions?|documents?|action plan|act|papers?|den|det|dom|de|the ones?|that)"
)
_MADE = (
    r"(?:fran|av(?: den)?|daterad\w*|antag\w*|faststalld\w*|beslutad\w*|antogs|faststalldes|beslutades|kom|skrev\w*|"
    r"daterat|from|of|dated|adopted|issued|som)"
)
NAMED_BEFORE = re.compile(
    rf"\b{_DOCUMENT}(?:\s+(?!gall|gjeld|appl|var\b|was\b)\w+)?(?:\s+{_MADE})+\s*(?:ar|den|the)?\s*$"
)
NAMED_CLOSE_BEFORE = re.compile(r"\b(?:policy\w*|enligt|according to)\s*$")
IDENTIFIED_BEFORE = re.compile(r"(?<!hur )\b(?:(?:var|was|is)(?: det| it)?|ar det)(?: (?:i|in|den|the))?\s*$")
NO_TIME_BEFORE = re.compile(r"\b(?:till|for|av|of|om|about|mot|over|infor|to|ett|an|en)\s*$")
NAMED_AFTER = re.compile(rf"^\s*(?:ars|'s|s|:s)?[\s-]*{_DOCUMENT}\b|^(?:ars|:s)\b")
APPLIES = re.compile(r"\b(?:gall(?:er|a)|galer|gjelder|gaelder|tillampas|appl(?:y|ies)|valid|effective)\b")
APPLIED = re.compile(
    r"\b(?:gall?de|galde|gallt|gjaldt|galdt|tillampades|tillampats|did .*\bapply|"
    r"(?<!we )(?<!\bi )(?<!they )(?<!you )ap+lied)\b"
)
IN_FORCE = re.compile(r"\b(?:i kraft|gallande (?:regler|riktlinjer|policy|version)|in force)\b")
ABOUT = re.compile(r"\b(?:det|fragan|arendet|ansokan|kursen|saken|avtalet|kontraktet|beslutet|it)\s+gall")
ADOPTED = re.compile(
    r"\b(?:antog\w*|anta(?:s|gits|gen)|faststall\w+|beslutat?s?|beslutades?|klubba\w+|togs fram|kom(?: till)?|skrev\w*|"
    r"publicera\w+|adopt\w*|approv\w+|decid\w+|issued|written|came|decisions? made)\b"
)
_ASKS = r"(?:vad|vem|vilka|vilken|vilket|hur|nar|varfor|hva|hvad|hvem|what|who|whom|which|how|where|when|why)"
_RULES = r"(?:regler\w*|riktlinje\w*|regelverk\w*|policy\w*|villkor\w*|stodet|rules?|guidelines?|terms|support)"
_COULD = (
    r"(?:fick|kunde|kunne|fik|gick det att|tillats|tillat|skulle|tackte|ersatte|stodde|stottade|finansierades?|"
    r"(?:ersatt|kravd|meddelad|lamnad|redovisad|tackt|betalad|godkand|raknad)es|gavs|medgavs|could|were|was|"
    r"funded|covered|had to)"
)
_CAN = (
    r"(?:kan|far|ska|skall|kommer|gar|ar|finns|ger|finansiera[rs]|stod(?:jer|er|s)|betala[rs]|behover|maste|ingar|can|"
    r"could|may|will|is|are|do|does|shall|must|would|kraver|kravs)"
)
FACTS = re.compile(
    r"\b(?:(?:hur mycket|hur manga|how much|how many)"
    r"\b(?!.{0,60}\b(?:kunde|fick|kan|far|skulle|ska|maste|kravdes|could|can|may|must|should)\b)|"
    r"vem var|who was|vilka var|who were|var ni|was there|were you|nar\b(?! (?:skulle|ska|maste|far|behover))|"
    r"when\b(?! (?:must|should|does|did|do))|var (?:ligger|finns|kan|hittar|star)|"
    r"vilket datum|vilken dag|which (?:date|day|evening)|deadline|sista dag\w*|"
    r"(?:fick|fik) (?:vi|ni|jag)(?: \w+)? (?:pengar|stod|bidrag|medel)|did (?:we|you|they) (?:get|receive|have))\b"
)
_LEAD = r"^(?:(?:och|men|sa|eller|ok|okej|hej|alltsa|da|back|and|but|so|then|hi)\b[\s,!]*)*"
_WONDERS = r".*\b(?:undra\w*|vill veta|fragan ar|wonder\w*|want to know|know (?:if|whether))\b.*?"
ASKS_PAST = re.compile(
    rf"{_LEAD}(?:(?:{_COULD}|did|var)\b|.{{0,40}}?\b{_ASKS}\b.{{0,80}}?\b{_COULD}\b|{_WONDERS}\b{_COULD}\b)|"
    rf"\b{_ASKS}\b.{{0,30}}\b(?:var|lod|sag|sa|sade|stod|kravde|were|was|did|said|looked)\b.{{0,20}}\b{_RULES}"
)
IS_QUESTION = re.compile(
    rf"\?|\b(?:va|{_ASKS})\b|{_WONDERS}\b{_CAN}\b|{_LEAD}(?:gall|gjeld|gaeld|appl|is\b|are\b|do\b|does\b|{_CAN}\b)"
)
ASKING = re.compile(
    rf"\?|\b(?:va|wat|{_ASKS})\b|\b(?:undra\w*|(?:vill|behover|maste|skulle vilja) (?:\w+ )?veta|kan du|stammer det|"
    r"fragar (?:om|vad)|wonder\w*|(?:want|need) to know|please|tell me|can you|could you)\b"
)
_PAST_ENDING = r"(?:ade|ades|rde|rdes|lde|ldes|nde|ndes|vde|vdes|gde|gdes|dde|ddes|tte|ttes|kte|ktes|ste|stes|pte|ptes)"
PAST_VERB = re.compile(
    r"\b(?:fick|kunde|kunne|fik|skulle|gick|var|hade|tog|sade|stod|sag|lod|gav|gavs|ingick|utgick|fanns|blev|"
    r"maste|tvungen|va|was|were|did|had|could|used to|\w{3,}ed|"
    rf"(?!\w*ande\b|\w*ende\b|fjarde)\w{{2,}}{_PAST_ENDING})\b"
)
ANY_VERB = re.compile(rf"\b(?:{_CAN}|har|hade|gall\w+|has|have|\w{{3,}}(?:ar|er|as|ers|s))\b")
HAPPENED = re.compile(
    r"\b(?:vem|who|nar|when|where|var (?:\w+s|\w+de|ligger|lag|kan|hittar|star)|holls|agde rum|gjordes|genomfordes|"
    r"deltog|kostade|inkom|anstalldes|startade|borjade|bildades|slutade|besokte|delades ut|betala\w* ut|beviljades|"
    r"hette|daterad\w*|avslogs|antal|moten?|fodd|took place|happened|attended|cost|receiv\w+|held|made|organised|born|"
    r"pa(?:y|id) out|(?:medlemmar|members) (?:sokte|applied)|(?:vxr|our|my) \w+)\b"
)
EARLIER_VERSION = re.compile(
    r"\b(?:forra|tidigare|gamla|foregaende|previous|earlier|old) (?:version\w*|riktlinje\w*|policy\w*|regler\w*|"
    r"guidelines?|rules?|edition)\b"
)
DEADLINE_BEFORE = re.compile(r"\b(?:senast|inom|by|no later than|deadline|vara inne|klar\w*)\s*(?:den\s*)?$")
THEN = re.compile(r"\b(?:da|pa den tiden|vid den tiden|den gangen|then|back then|at that time|at the time)\b")
FRAGMENT = re.compile(rf"{_LEAD}(?:hur (?:var|ar|ser|sag) det(?: ut)?|what about|how about|hur gar det)?[\s,]*$")
AFTER_FRAGMENT = re.compile(r"^\s*(?:da|then|ocksa|too|as well)?\s*[?.!]*\s*$")
FRONTED = re.compile(rf"{_LEAD}$")
BARE = frozenset(
    "av of vad vilka vilken vilket vem hur var ar gallde gallt galler galla gallande reglerna regler regelverk "
    "regelverket riktlinje riktlinjer riktlinjen riktlinjerna version versionen bestammelser policy policyn for "
    "oss da nu i det den som och men eller sag ser ut dom har hade fanns finns ni er vi man om kraft dag idag "
    "samma what which who how rule rules guideline guidelines applied apply applies was were is are in force then "
    "the us about and or but did do does valid now today it".split()
)
"""Words that ask for nothing beyond what applies."""
ABBREVIATED = re.compile(r"\b(?:fr|f|t|o|m|ex|bl|a|ca|kl|st|jan|feb|apr|aug|sept?|okt|oct|nov|dec)\.")
NOT_TO_BE_FOLDED = {
    re.compile(rf"\b{word}\b", re.IGNORECASE): other for word, other in (("vår", "vxr"), ("stöd", "stxd"))
}
"""Common words that would be taken for others without their rings and dots: var, stod."""
CLAUSE_END = re.compile(
    rf"[.?!;:]+\s+|\s[–-]\s|,\s+(?=(?:(?:och|men|sa|and|but|so)\s+)?(?:{_ASKS}|{_CAN}|{_COULD})\b)|"
    rf"\s(?=(?:och|men|and|but)\s+(?:{_ASKS}|{_CAN})\s)"
)
