"""Whether a sentence says what the passages it names say, and nothing else.

A language model's sentence is shown only if it is the passages' own words: the same forms in the same order, made a
sentence by words from a short list. So a number, a date, a name, a negation, "kan" or "ska" and every qualifier is
there, and none is new. Inflection was allowed once, and let "förbundet finansierar" become "förbundet finansieras" and
"före" become "för": what a rule that knows no grammar lets through must be exact.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product, takewhile
from typing import TypeAlias

from assistant.llm.model import Phrase, Source, Violation
from assistant.llm.words import Rules, expanded
from assistant.question.language import answer_language

Tokens: TypeAlias = tuple[str, ...]
_LONGEST, _MOST_SOURCES = 800, 2
_LETTERS = "A-Za-zÅÄÖÜÉåäöüé"
_SENTENCE = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9 .,:;()§%/&’'\"”–-]*")
"""What a plain sentence is written with; nothing invisible, and no mark that would make it a link or a question."""
_ENDS = {".", ":"}


def violation_in(
    phrase: Phrase, sources: Mapping[str, Source], rules: Rules, abbreviations: Mapping[str, str], language: str
) -> Violation | None:
    """What is wrong with a drafted sentence; None when it may be shown."""
    named = [sources[source_id] for source_id in dict.fromkeys(phrase.source_ids) if source_id in sources]
    if not named or len(named) < len(set(phrase.source_ids)):
        return Violation.UNKNOWN_PASSAGE
    if not _rests_on_its_words(phrase, named):
        return Violation.NOT_VERBATIM
    text = phrase.text.strip()
    if len(text) > _LONGEST or len(named) > _MOST_SOURCES or not _SENTENCE.fullmatch(text):
        return Violation.FORM
    if answer_language(text) != language:
        return Violation.LANGUAGE
    if not all(source.text.endswith(".") for source in named[1:]):  # joined, a list item would change its list
        return Violation.FORM
    said = rules.tokens(expanded(text, abbreviations))
    wordings = [[rules.tokens(expanded(each, abbreviations)) for each in _wordings(s, rules)] for s in named]
    wanted = [_joined(parts, join) for parts in product(*wordings) for join in ((), *map(rules.tokens, rules.joins))]
    return _difference(said, dict.fromkeys(wanted), rules)


def _rests_on_its_words(phrase: Phrase, named: Sequence[Source]) -> bool:
    texts = [f"{source.lead_in} {source.text}" for source in named]
    quoted = [words.strip() for words in phrase.words]
    return bool(quoted) and all(words and any(words in text for text in texts) for words in quoted)


def _wordings(source: Source, rules: Rules) -> Iterator[str]:
    """The ways in which a passage may be said: one that only names a support, as something that is possible."""
    lead_in, text = source.lead_in, source.text
    if lead_in:
        yield from (f"{lead_in} {text}", f"{lead_in.rstrip(':')} {text}")
    if not source.gives_support:
        if not lead_in:
            yield text
        return
    if _says_how(text, rules):
        if not lead_in:
            yield text
    elif rules.plain_lead_in.issuperset(set(rules.tokens(lead_in)) - _ENDS):
        befores = [
            *rules.support_before,
            *(f"{before} {each}" for before in rules.support_before for each in rules.articles),
        ]
        yield from (f"{before} {text}" for before in befores)
        yield from (f"{text.rstrip('.')} {after}" for after in rules.support_after)
        for giving, verb in rules.giving.items():
            if text.lower().startswith(f"{giving} "):
                rest = text[len(giving) + 1 :]
                yield from (f"{verb} {rest}", *(f"{verb} {article} {rest}" for article in sorted(rules.articles)))


def _says_how(text: str, rules: Rules) -> bool:
    """Whether a passage says by itself, and not only in a clause of it, what can or must be."""
    main = takewhile(lambda token: token not in rules.clauses, rules.tokens(text))
    return not rules.modals.isdisjoint(main)


def _joined(parts: Iterable[Tokens], join: Tokens) -> Tokens:
    """Passages as one sentence; a full stop between them is gone, unless nothing joins them."""
    found: list[str] = []
    for part in parts:
        if found and join:
            found = [*found[: -1 if found[-1] == "." else None], *join]
        elif found and found[-1] != ".":
            found.append(".")
        found += part
    return tuple(found)


def _difference(said: Tokens, wanted: Iterable[Tokens], rules: Rules) -> Violation | None:
    """What sets a sentence apart from the nearest of those that may be said; None if it is one of them."""
    mine = _bare(said, rules)
    nearest: tuple[int, Violation] | None = None
    for theirs in (_bare(each, rules) for each in wanted):
        if mine == theirs:
            return None
        added, lost = Counter(mine) - Counter(theirs), Counter(theirs) - Counter(mine)
        distance = added.total() + lost.total()
        if nearest is None or distance < nearest[0]:
            nearest = distance, _kind(added, lost, rules)
    return nearest[1] if nearest else Violation.FORM


def _bare(tokens: Tokens, rules: Rules) -> Tokens:
    """The tokens without the last full stop, and with a comma for what is understood, which may stand for one."""
    text = " ".join(tokens).rstrip(" .")
    for understood in rules.understood:
        text = re.sub(rf"(?<!\S)(?:, )?{understood}(?!\S)", ",", text)
    return tuple(text.split())


def _kind(added: Counter[str], lost: Counter[str], rules: Rules) -> Violation:
    """How a sentence differs, by the weightiest word."""
    differing = {*added, *lost}
    if any(token[0].isdigit() for token in differing):
        return Violation.NUMBER
    if differing & rules.negations:
        return Violation.NEGATION
    if differing & rules.modals:
        return Violation.MODALITY
    if added and lost:
        return Violation.CHANGED
    if lost:
        return Violation.QUALIFIER
    return Violation.ADDED if added else Violation.ORDER
