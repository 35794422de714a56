"""Which time a question is about, if it is about another than today.

Only asking what applies at a time selects it: "Vad gällde 2012?", "Kan vi få stöd från och med nästa år?". A year that
names a document ("2013 års policy"), dates an adoption ("antogs 2011") or belongs to the asker's story ("Vi startade
2019, kan vi få stöd?") selects nothing. Tense tells them apart: a past time is asked about in the past tense, a coming
one in the present.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.model import Period
from assistant.time_words import Bound, TimeWords, folded, times_in

_DOCUMENT = (
    r"(?:policy\w*|policies|riktlinje\w*|version\w*|utgav\w*|beslut\w*|dokument\w*|handlingsplan\w*|strategi\w*|"
    r"lag(?:en)?|forordning\w*|text(?:en)?|regelverk\w*|plan(?:en)?|protokoll\w*|original\w*|papp?e?r\w*|guidelines?|"
    r"editions?|decisions?|documents?|action plan|act|papers?|den|det|dom|de|the ones?|that)"
)
_MADE = (
    r"(?:fran|av(?: den)?|daterad\w*|antag\w*|faststalld\w*|beslutad\w*|antogs|faststalldes|beslutades|kom|skrev\w*|"
    r"daterat|from|of|dated|adopted|issued|som)"
)
_NAMED_BEFORE = re.compile(rf"\b{_DOCUMENT}(?:\s+\w+)?(?:\s+{_MADE})+\s*(?:ar|den|the)?\s*$")
_NAMED_CLOSE_BEFORE = re.compile(r"\b(?:policy\w*|enligt|according to)\s*$")
_IDENTIFIED_BEFORE = re.compile(r"(?<!hur )\b(?:(?:var|was|is)(?: det| it)?|ar det)(?: (?:i|in|den|the))?\s*$")
_NO_TIME_BEFORE = re.compile(r"\b(?:till|for|av|of|om|about|mot|over|infor|to|ett|an|en)\s*$")
_NAMED_AFTER = re.compile(rf"^\s*(?:ars|'s|s|:s)?[\s-]*{_DOCUMENT}\b|^(?:ars|:s)\b")
_APPLIES = re.compile(r"\b(?:gall(?:er|a)|galer|gjelder|gaelder|tillampas|appl(?:y|ies)|valid|effective)\b")
_APPLIED = re.compile(
    r"\b(?:gall?de|galde|gallt|gjaldt|galdt|tillampades|tillampats|did .*\bapply|"
    r"(?<!we )(?<!\bi )(?<!they )(?<!you )ap+lied)\b"
)
_IN_FORCE = re.compile(r"\b(?:i kraft|gallande (?:regler|riktlinjer|policy|version)|in force)\b")
_ABOUT = re.compile(r"\b(?:det|fragan|arendet|ansokan|kursen|saken|avtalet|kontraktet|beslutet|it)\s+gall")
_ADOPTED = re.compile(
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
_FACTS = re.compile(
    r"\b(?:(?:hur mycket|hur manga|how much|how many)"
    r"\b(?!.{0,60}\b(?:kunde|fick|kan|far|skulle|ska|maste|kravdes|could|can|may|must|should)\b)|"
    r"vem var|who was|vilka var|who were|var ni|was there|were you|nar\b(?! (?:skulle|ska|maste|far|behover))|"
    r"when\b(?! (?:must|should|does|did|do))|var (?:ligger|finns|kan|hittar|star)|"
    r"vilket datum|vilken dag|which (?:date|day|evening)|deadline|sista dag\w*|"
    r"(?:fick|fik) (?:vi|ni|jag)(?: \w+)? (?:pengar|stod|bidrag|medel)|did (?:we|you|they) (?:get|receive|have))\b"
)
_LEAD = r"^(?:(?:och|men|sa|eller|ok|okej|hej|alltsa|da|back|and|but|so|then|hi)\b[\s,!]*)*"
_WONDERS = r".*\b(?:undra\w*|vill veta|fragan ar|wonder\w*|want to know|know (?:if|whether))\b.*?"
_ASKS_PAST = re.compile(
    rf"{_LEAD}(?:(?:{_COULD}|did|var)\b|.{{0,40}}?\b{_ASKS}\b.{{0,80}}?\b{_COULD}\b|{_WONDERS}\b{_COULD}\b)|"
    rf"\b{_ASKS}\b.{{0,30}}\b(?:var|lod|sag|sa|sade|stod|kravde|were|was|did|said|looked)\b.{{0,20}}\b{_RULES}"
)
_IS_QUESTION = re.compile(
    rf"\?|\b(?:va|{_ASKS})\b|{_WONDERS}\b{_CAN}\b|{_LEAD}(?:gall|gjeld|gaeld|appl|is\b|are\b|do\b|does\b|{_CAN}\b)"
)
_THEN = re.compile(r"\b(?:da|pa den tiden|vid den tiden|den gangen|then|back then|at that time|at the time)\b")
_FRAGMENT = re.compile(rf"{_LEAD}(?:hur (?:var|ar|ser|sag) det(?: ut)?|what about|how about|hur gar det)?[\s,]*$")
_AFTER_FRAGMENT = re.compile(r"^\s*(?:da|then|ocksa|too|as well)?\s*[?.!]*\s*$")
_FRONTED = re.compile(rf"{_LEAD}$")
_BARE = frozenset(
    "vad vilka vilken vilket vem hur var ar gallde gallt galler galla gallande reglerna regler regelverk regelverket "
    "riktlinje riktlinjer riktlinjen riktlinjerna version versionen bestammelser policy policyn for oss da nu i det "
    "den som och men eller sag ser ut dom har hade fanns finns ni er vi man om kraft dag idag samma "
    "what which who how rule rules guideline guidelines applied apply applies was were is are in force then the for us "
    "about and or but did do does version valid now today it".split()
)
"""Words that ask for nothing beyond what applies."""
_ABBREVIATED = re.compile(r"\b(?:fr|f|t|o|m|ex|bl|a|ca|kl|st|jan|feb|apr|aug|sept?|okt|oct|nov|dec)\.")
_OUR = re.compile(r"\bvår\b", re.IGNORECASE)
_CLAUSE_END = re.compile(
    rf"[.?!;:]+\s+|\s[–-]\s|,\s+(?=(?:(?:och|men|sa|and|but|so)\s+)?(?:{_ASKS}|{_CAN}|{_COULD})\b)|"
    rf"\s(?=(?:och|men|and|but)\s+(?:{_ASKS}|{_CAN})\s)"
)


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time that a question is about, and the question without the words that name it."""

    period: Period
    looking_back: bool
    rest: str
    """Empty when the question asks for nothing but what applies."""


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    words: str
    """Folded."""


@dataclass(frozen=True, slots=True)
class _Selected:
    words: TimeWords
    looking_back: bool


def asked_time(text: str, today: date, *, is_follow_up: bool = False) -> AskedTime | None:
    """The time that a question is about; None when it names none, or none that matters.

    Where several times are asked about, the last one counts. With `is_follow_up` a time by itself ("Och 2012?") does.
    """
    selected = _selected(text, today, is_follow_up=is_follow_up)
    if not selected:
        return None
    last = selected[-1]
    if all(each.words.ahead == Period(today, today) for each in selected):
        return None
    return AskedTime(
        last.words.period(today, looking_back=last.looking_back), last.looking_back, _without(text, selected)
    )


def without_asked_times(text: str, today: date, *, is_follow_up: bool = False) -> str:
    """The text without the times that it asks about."""
    return _without(text, _selected(text, today, is_follow_up=is_follow_up))


def asks_only_what_applies(text: str) -> bool:
    """Whether a question asks which rules apply and nothing more ("Vilken version gäller?")."""
    plain = _plain(text)
    return _asks_nothing_else(plain) and bool(
        _APPLIES.search(plain) or _APPLIED.search(plain) or _IN_FORCE.search(plain)
    )


def names_only_a_time(text: str, today: date) -> bool:
    """Whether a turn names a time and asks for nothing else ("Och 2012?"), so that the matter is the one before."""
    selected = _selected(text, today, is_follow_up=True)
    return bool(selected) and not _without(text, selected)


def _selected(text: str, today: date, *, is_follow_up: bool) -> list[_Selected]:
    times = times_in(text, today)
    if not times:
        return []
    clauses = list(_clauses(_plain(text), times))
    found = []
    for words in times:
        clause = next(each for each in clauses if words.core < each.end)
        looking_back = _looks_back(words, clause, today, is_follow_up=is_follow_up)
        if looking_back is not None:
            found.append(_Selected(words, looking_back))
    if not found and (meant := _meant_by_then(times, clauses, today)) is not None:
        found.append(meant)
    return found


def _looks_back(words: TimeWords, clause: _Clause, today: date, *, is_follow_up: bool) -> bool | None:
    """Whether a time is what its clause asks about: True in the past tense, False in the present, None if not."""
    before = clause.words[: max(words.start - clause.start, 0)]
    up_to = clause.words[: max(words.core - clause.start, 0)]
    after = clause.words[words.end - clause.start :]
    back, ahead = (words.period(today, looking_back=looking_back) for looking_back in (True, False))
    if is_follow_up and _FRAGMENT.search(before) and _AFTER_FRAGMENT.search(after):
        return back == ahead and back.first <= today
    if names_something(up_to, after) or _ABOUT.search(clause.words):
        return None
    around = f"{before} {after}".strip(" ,")
    if _APPLIED.search(around):
        return True if back.first <= today else None
    if _IN_FORCE.search(around):
        return ahead.last < today
    if _APPLIES.search(around) and _IS_QUESTION.search(around):
        return False if ahead.last >= today else None
    is_statement = _FRONTED.search(before) and "?" not in clause.words
    if _ADOPTED.search(around) or _FACTS.search(around) or is_statement:
        return None
    if _ASKS_PAST.search(around) and back.first < today:
        return True
    if _IS_QUESTION.search(around) and _is_to_come(words, before, today):
        return False
    return None


def names_something(before: str, after: str) -> bool:
    """Whether a time names a document ("policyn från 2013") or is itself what is asked ("Var det 2013 som …")."""
    named = _NAMED_BEFORE.search(before) or _NAMED_CLOSE_BEFORE.search(before) or _NAMED_AFTER.search(after)
    return bool(named or _IDENTIFIED_BEFORE.search(before))


def _is_to_come(words: TimeWords, before: str, today: date) -> bool:
    """Whether a time is to come for certain: from a day on, at a turn of the year, or with its year said."""
    ahead = words.ahead
    is_definite = words.bound in (Bound.FROM, Bound.AFTER) or words.is_event or words.ahead == words.behind
    is_soon = ahead.first <= today + timedelta(days=1) and words.bound is Bound.IN
    return is_definite and ahead.first > today and not is_soon and not _NO_TIME_BEFORE.search(before)


def _meant_by_then(times: Sequence[TimeWords], clauses: Sequence[_Clause], today: date) -> _Selected | None:
    """The time that "då" points back to: "Vi sökte 2019. Vad gällde då?" """
    for clause in clauses:
        earlier = [words for words in times if words.end <= clause.start]
        if not earlier or not _THEN.search(clause.words):
            continue
        if _ADOPTED.search(clause.words):
            continue
        past = bool(_APPLIED.search(clause.words) or _ASKS_PAST.search(clause.words))
        if past and earlier[-1].behind.first <= today:
            return _Selected(earlier[-1], looking_back=True)
        if not past and earlier[-1].ahead.last > today and _APPLIES.search(clause.words):
            return _Selected(earlier[-1], looking_back=False)
    return None


def _clauses(plain: str, times: Sequence[TimeWords] = ()) -> Iterator[_Clause]:
    """The clauses of a folded text; a time put in front ("2012, vad gällde då?") belongs to the clause after it."""
    start = 0
    for match in _CLAUSE_END.finditer(plain):
        if not match[0].startswith("?") and any(_is_fronted(plain, start, match.start(), words) for words in times):
            continue
        yield _Clause(start, match.end(), plain[start : match.end()])
        start = match.end()
    yield _Clause(start, len(plain) + 1, plain[start:])


def _is_fronted(plain: str, start: int, end: int, words: TimeWords) -> bool:
    inside = start <= words.start and words.end <= end
    return inside and bool(_FRONTED.search(plain[start : words.start])) and not plain[words.end : end].strip()


def _plain(text: str) -> str:
    """Folded, but for what would then be taken for something else: full stops of abbreviations, and "vår" for "var"."""
    return _ABBREVIATED.sub(lambda match: match[0].replace(".", " "), folded(_OUR.sub("vor", text)))


def _without(text: str, selected: Sequence[_Selected]) -> str:
    """The text without the words that name the times, and without what then asks for nothing: the rest is found as it
    is for today."""
    rest = text
    for each in reversed(selected):
        rest = f"{rest[: each.words.start].rstrip()} {rest[each.words.end :].lstrip()}"
    rest = re.sub(r"\s+([?.!,])", r"\1", rest).strip()
    kept = [
        rest[clause.start : clause.end] for clause in _clauses(_plain(rest)) if not _asks_nothing_else(clause.words)
    ]
    return "".join(kept).strip(" ,")


def _asks_nothing_else(words: str) -> bool:
    return all(word in _BARE for word in re.findall(r"[^\W_]+", words))
