"""Whether a question asks what has changed between versions of the guideline, and from when to when.

A word for change is not enough: the criteria of the government change, too, and a member may change an application. The
same clause must speak of the rules or their versions, or of nothing but the change ("Vad har ändrats sedan 2013?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.model import Period
from assistant.question.time.asked_time import names_something
from assistant.question.time.time_words import Bound, TimeWords, folded, times_in

_ONE_DAY = timedelta(days=1)
_CHANGE = (
    r"(?:andra(?:s|t|ts|des|de|r|nde)|andring(?!shist|slogg)\w*|forandra\w*|forandring\w*|nyhet\w*|nytt|skillnad\w*|skilj\w+|skiljde|"
    r"annorlunda|tillkom\w*|(?:tagits|tas|togs|plockats) bort|borttag\w*|forsv\w+|uppdatera\w*|revidera\w*|skarp\w*|"
    r"inforde?s|jamfor\w*|chang\w+|differ\w*|new|removed|added|updated|revised|revisions|compare\w*|tightened|dropped|"
    r"introduced|gone|"
    r"stricter|harder|easier|svarare|lattare|strangare)"
)
_RULES = (
    r"(?:riktlinje\w*|regler\w*|regelverk\w*|version\w*|utgav\w*|policy\w*|policies|villkor\w*|bestammelse\w*|krav(?:en|et)?|"
    r"dokument\w*|text(?:en)?|guidelines?|guidance|rules?|editions?|requirements?|terms|conditions|document)"
)
_OTHERS = (
    r"(?:kriteri\w*|definition\w*|handlingsplan\w*|finansieringsr\w*|\w*riktlinjer(?:na)? for finansiering|"
    r"regering\w*|tillvaxtverket\w*|sofisam\w*|lagen|lagar\w*|namnet|benamning\w*|adress\w*|lon|annat|ovrig\w*|"
    r"ordinarie|vanlig\w*|arbetsforberedande|daglig verksamhet|other|usual|criteria|action plan|funding guidelines?|"
    r"law|laws|address|government\w*)"
)
_CHANGES = re.compile(rf"\b{_CHANGE}\b")
_SPEAKS_OF_RULES = re.compile(rf"\b\w*{_RULES}\b")
_SAME_AS_BEFORE = re.compile(
    r"\b(?:samma|desamma|oforandra\w*|same|unchanged)\b.{0,80}\b(?:forra|tidigare|gamla|foregaende|previous|old|earlier|last)\b"
    rf".{{0,80}}{_RULES}"
)
_OURS = re.compile(
    r"\b(?:var|vart|min|mitt|er|ert|en|ett|our|my|your|an|a)\s+(?:\w+\s+)?(?:ansok|avtal|projekt|appl|agreement|project)|"
    r"\b(?:vi|jag|ni|man|han|hon|de|we|i|you|they)\s+(?:har |have |had |hade |vill |kan |far |want to |can )?"
    r"(?:ju |redan |just |nu )?(?:andra[rt]?\b|andrade|uppdatera\w*|chang\w+|updated?|revis\w+)|"
    r"\b(?:kan|far|hur|maste|ska|behover|can|may|must|how (?:do|can))\s*(?:vi|man|jag|we|i)?\s*"
    r"(?:andra|andrar|change|update)\b|\b(?:andrar|andra)\s+(?:vi|man|jag)\b"
)
_CONDITION = re.compile(r"^(?:och |men |and |but )?(?:om|ifall|nar|if|when|in case)\b")
_DECIDES = re.compile(r"\b(?:vem|vilka) (?:beslut|bestam|far)\w*|\bwho (?:decides|can|may)\b")
_BETWEEN_THINGS = re.compile(
    rf"\b(?:skillnad\w*|differences?)\s+(?:mot|from)\s+(?!.*(?:{_RULES}|\d{{4}}|tidigare|fjol|forut|innan|forra|gamla|"
    r"earlier|before|last\b|\bold\b))|"
    rf"\b(?:skillnad\w*|differences?)\s+(?:mellan|pa|between)\s+(?!.*(?:{_RULES}|gamla|nya|forra|\bold\b|\bnew\b))"
)
_NEW_THING = re.compile(
    r"\b(?:nytt|new)\s+(?!i\b|in\b|om\b|about\b|for\b|nar\b|fran\b|vid\b|under\b|den\b|efter\b|version|guideline|"
    r"policy|edition|from\b|on\b|after\b|at\b|compared)\w+"
)
_NOT_ABOUT_RULES = (re.compile(rf"\b{_OTHERS}\b"), _OURS, _CONDITION, _DECIDES, _BETWEEN_THINGS, _NEW_THING)
_ONLY_CHANGE = re.compile(
    rf"^(?:(?:och|men|sa|hej|and|but|so|ok|okej|vad|va|vilka|nagot|nat|nagonting|har|ar|blev|blir|kommer|finns|gjordes|"
    rf"det|att|i sa fall|som|what|what's|whats|which|anything|something|has|have|is|are|was|were|will|be|been|there|"
    rf"any|the|some|ngt|nagra|inget|hant|till|mycket|exakt|about|om|for)\b[\s,]*)*{_CHANGE}\b"
    rf"(?!\s+(?:i|in|hos|med)\s+(?!fraga om)\w)"
)
_OF_RULES = (_SPEAKS_OF_RULES, _ONLY_CHANGE, _SAME_AS_BEFORE)
_HAS_CHANGED = re.compile(
    r"^(?:(?:och|men|sa|and|but|so)\s+)*(?:hur|pa vilket satt|how|in what way)?\s*(?:har|have|has|skilj\w+ sig|ar det|"
    r"did|do|does|andra(?:s|des|ts))\b.*\b(?:andra(?:ts|des|s|t)|forandra\w+|skilj\w+|changed?|differ|differs)\b|"
    r"^(?:hur|how)\s+(?:skilj\w+|andra(?:s|des)|forandra\w+)\b"
)
_CLAUSE_END = re.compile(r"[.?!;:]+\s+|\s[–-]\s|,\s+")
_AHEAD = re.compile(
    r"\b(?:andras|forandras|kommer|blir|inf[oe]rs|tas bort|planeras|kommande|nasta version|will|going to|upcoming|"
    r"coming|"
    r"next version|what changes)\b"
)
_NEWEST = re.compile(
    r"\b(?:nya|nyaste|kommande|nasta|new|newest|upcoming|next)\s+(?:version|riktlinje|policy|regler|guideline|rules)"
)
_SETS_APART = re.compile(r"\b(?:skilj\w+|skillnad\w*|jamfor\w*|differ\w*|compare\w*)\b")
_SINCE_THEN = re.compile(r"\b(?:sedan dess|sen dess|since then|under den tiden|in the meantime)\b")


_NO_MATTER = re.compile(rf"{_CHANGE}|\w*{_RULES}")
_COMMON = frozenset(
    "a about an and any anything ar are ars att av be become becomes been beratta between blev blir bort but can "
    "compared current da de dem den desamma dess det did din dina do does du earlier eller en er ett exakt finns "
    "for fore foregaende forra fortfarande fran from ga gallande gamla gar gjordes gora ha haft hant har has have "
    "hej how hur i in inget is it jag jamfort kan know kommande kommer last latest like made man me med mellan "
    "men mot mycket nagon nagonting nagot nagra nasta nat new next ngt ni now nu nuvarande nya nyaste nytt och of "
    "old om on one ones or oss pa please previous sa same samma sedan sen senaste ser sig since sist skulle som "
    "something still tack tagits tas tell than that the then there this tidigare till to togs unchanged under "
    "undrar ur us ut va vad version veta vi vilka vilken vilket vill visa vs was we were what which will with "
    "would you your".split()
)


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What changed between which days, and about what."""

    since: date | None
    """The day whose version is the older one; None for the version before the newer one."""
    until: date | None
    """The day whose version is the newer one; None for today, or what is to come with `ahead`."""
    ahead: bool
    """What is to come is asked about."""
    of_rules: bool
    """Rules or versions are spoken of, or nothing but the change; else a matter, which may not be the guideline's."""
    of_newest: bool
    """The "new" or "next" version is spoken of, which may be one that is to come."""
    matter: str
    """The question without the words for change, rules and time; empty when everything is asked about."""


def asked_change(text: str, today: date) -> AskedChange | None:
    """The change that a question asks about, or None."""
    plain = folded(text)
    times = [words for words in times_in(text, today) if not _is_beside_the_point(words, plain, today)]
    timeless = _without_times(text, times)
    clauses = [clause.strip() for clause in _CLAUSE_END.split(folded(timeless)) if clause.strip()]
    asking = [clause for clause in clauses if _asks_change(clause)]
    if not asking:
        return None
    ahead = bool(_AHEAD.search(plain))
    names_now = len(times) < len(times_in(text, today))
    since, until = _days(times, plain, ahead=ahead, names_now=names_now)
    of_rules = any(pattern.search(clause) for clause in asking for pattern in _OF_RULES)
    matter = _matter(_without_times(text, times_in(text, today)))
    return AskedChange(since, until, ahead, of_rules, bool(_NEWEST.search(plain)), matter)


def _asks_change(clause: str) -> bool:
    if _SAME_AS_BEFORE.search(clause):
        return True
    if not _CHANGES.search(clause) or any(pattern.search(clause) for pattern in _NOT_ABOUT_RULES):
        return False
    return any(pattern.search(clause) for pattern in (*_OF_RULES, _HAS_CHANGED))


def _matter(timeless: str) -> str:
    """What the change is about: the words that are neither common nor about change, rules or versions."""
    words = re.findall(r"[^\W_]+", timeless)
    return " ".join(w for w in words if folded(w) not in _COMMON and not _NO_MATTER.fullmatch(folded(w)))


def _without_times(text: str, times: Sequence[TimeWords]) -> str:
    for words in reversed(times):
        text = f"{text[: words.start]} {text[words.end :]}"
    return text


def _days(times: Sequence[TimeWords], plain: str, *, ahead: bool, names_now: bool) -> tuple[date | None, date | None]:
    """The days to compare, as far as the question names them."""
    if not times:
        return None, None
    words = times[-1]
    named = words.ahead if ahead else words.behind
    if len(times) > 1 and _SETS_APART.search(plain):
        other = times[-2].behind
        return min(other.first, named.first), max(other.last, named.last)
    if named.first.year < named.last.year and _SETS_APART.search(plain):
        return named.first, named.last
    if names_now and _SETS_APART.search(plain):
        return named.first, None
    if _SINCE_THEN.search(plain) and words.bound is not Bound.BETWEEN:
        return named.first, None
    match words.bound:
        case Bound.SINCE:
            return named.first, None
        case Bound.BETWEEN:
            return named.first, named.last
        case Bound.AFTER if not (ahead or words.is_event):
            return named.last, None
        case Bound.FROM | Bound.AFTER:
            return named.first - _ONE_DAY, named.first
        case _:
            return named.first - _ONE_DAY, named.last


def _is_beside_the_point(words: TimeWords, plain: str, today: date) -> bool:
    """Whether a time is merely today, or names a document."""
    return words.ahead == Period(today, today) or names_something(plain[: words.core], plain[words.end :])
