"""Whether a sentence says what the passages it names say, and nothing else.

A language model's sentence is shown only if it is the passages' own words in their own order: any inflection, with a
few small words added or left out. So a number, a date, a name, a negation, "kan" or "ska" and every qualifier must be
there, and none may be new. That is stricter than meaning demands, and refuses many good sentences; but what it lets
through cannot say more, or less, than the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from assistant.language import answer_language
from assistant.phrasing.model import Flaw, Phrase, Source
from assistant.phrasing.words import Rules, expanded, words_of

_LONGEST, _MOST_SOURCES = 800, 3
_NO_SENTENCE = re.compile(r"[<>\[\]{}*_#|`\\?!\n\r\t]|://|www\.")


def flaw_in(
    phrase: Phrase, sources: Mapping[str, Source], rules: Rules, abbreviations: Mapping[str, str], language: str
) -> Flaw | None:
    """What is wrong with a drafted sentence; None when it may be shown."""
    named = [sources[source_id] for source_id in dict.fromkeys(phrase.source_ids) if source_id in sources]
    if not named or len(named) < len(set(phrase.source_ids)):
        return Flaw.UNKNOWN_PASSAGE
    if not _rests_on_its_words(phrase, named):
        return Flaw.NOT_VERBATIM
    text = phrase.text.strip()
    if not text or len(text) > _LONGEST or len(named) > _MOST_SOURCES or _NO_SENTENCE.search(text):
        return Flaw.FORM
    if answer_language(text) != language:
        return Flaw.LANGUAGE

    def bound(words: str) -> list[str]:
        return [each for each in words_of(expanded(words, abbreviations)) if rules.normalised(each) not in rules.free]

    said = bound(text)
    differences = []
    for parts in product(*(_wordings(source, rules) for source in named)):
        difference = _difference(said, [rules.normalised(word) for word in bound(" ".join(parts))], rules)
        if difference is None:
            return None
        differences.append(difference)
    return max(differences, key=lambda each: each[0])[1]


def _rests_on_its_words(phrase: Phrase, named: Sequence[Source]) -> bool:
    texts = [f"{source.lead_in} {source.text}" for source in named]
    quoted = [words.strip() for words in phrase.words]
    return bool(quoted) and all(words and any(words in text for text in texts) for words in quoted)


def _wordings(source: Source, rules: Rules) -> Iterator[str]:
    """The ways in which a passage may be said: one that only names a support, as something that is possible."""
    if source.lead_in:
        yield f"{source.lead_in} {source.text}"
    says_how = rules.modals.intersection(map(rules.normalised, words_of(source.text)))
    if not source.gives_support or says_how:
        yield source.text
    if source.gives_support and not says_how:
        yield from (f"{before} {source.text}" for before in rules.support_before)
        yield from (f"{source.text} {after}" for after in rules.support_after)


def _difference(said: Sequence[str], words: Sequence[str], rules: Rules) -> tuple[int, Flaw] | None:
    """The first difference between what is said and what may be said, and how far it agreed; None if it agrees."""
    at = 0
    for index, written in enumerate(said):
        word = rules.normalised(written)
        while at < len(words) and words[at] in rules.droppable and rules.endings_of(word, words[at]) is None:
            at += 1
        if at < len(words) and rules.endings_of(word, words[at]) is not None:
            if rules.changes_voice(word, words[at]):
                return index, Flaw.VOICE
            at += 1
        elif word not in rules.addable:
            rest = [rules.normalised(each) for each in said[index:]]
            is_name = index > 0 and written[0].isupper()
            return index, _kind(rest, words[at:], words, rules, is_name=is_name)
    left = [word for word in words[at:] if word not in rules.droppable]
    return (len(said), _kind_left_out(left[0], rules)) if left else None


def _kind(rest: Sequence[str], ahead: Sequence[str], everything: Sequence[str], rules: Rules, *, is_name: bool) -> Flaw:
    """How a word that does not fit differs."""
    word = rest[0]
    expected = ahead[0] if ahead else ""
    for flaw, telling in ((Flaw.NEGATION, rules.negations), (Flaw.MODALITY, rules.modals)):
        if word in telling or (expected in telling and expected not in rest):
            return flaw
    if any(each[0].isdigit() and each not in everything for each in rest) or (
        expected[:1].isdigit() and expected not in rest
    ):
        return Flaw.NUMBER
    if any(rules.endings_of(word, each) is not None for each in everything):
        is_lost = expected and not any(rules.endings_of(each, expected) is not None for each in rest)
        return Flaw.QUALIFIER if is_lost else Flaw.ORDER
    return Flaw.NAME if is_name else Flaw.ADDED


def _kind_left_out(word: str, rules: Rules) -> Flaw:
    if word in rules.negations:
        return Flaw.NEGATION
    if word in rules.modals:
        return Flaw.MODALITY
    return Flaw.NUMBER if word[0].isdigit() else Flaw.QUALIFIER
