"""How close the cases are to what the program has read: the guidelines' words and the sample questions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from corpus.model import Catalogue
from evals.model import Case, Split

_BARE_WORDS = 2


def shared_share(cases: Sequence[Case], catalogue: Catalogue) -> float:
    """The share of cases whose judged turn has three consecutive words of a guideline's text."""
    texts = [p.text for g in catalogue.guidelines for v in g.versions for p in v.passages]
    known = {triple for text in texts for triple in _triples(text)}
    return sum(bool(known & set(_triples(case.turns[-1]))) for case in cases) / max(len(cases), 1)


def leaks(cases: Sequence[Case], catalogue: Catalogue, closeness: float = 0.75) -> list[tuple[str, str]]:
    """Bank questions that are a test case's question, or nearly: pairs of case id and bank question.

    Nearness is the Jaccard index of character trigrams. Questions of one or two words belong to everyone and do not
    count.
    """
    bank = [q for g in catalogue.guidelines if g.bank for group in g.bank.groups for q in group.questions]
    bank = [question for question in bank if len(question.split()) > _BARE_WORDS]
    sizes = [len(_grams(question)) for question in bank]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, question in enumerate(bank):
        for gram in _grams(question):
            holders[gram].append(place)
    found = []
    for case in cases:
        if case.split is Split.TEST and len(case.turns) == 1:
            own = _grams(case.turns[0])
            shared = Counter(chain.from_iterable(holders[gram] for gram in own if gram in holders))
            found += [
                (case.case_id, bank[place])
                for place, count in sorted(shared.items())
                if count >= closeness * (len(own) + sizes[place] - count)
            ]
    return found


def _triples(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return list(zip(words, words[1:], words[2:], strict=False))


def _grams(text: str) -> frozenset[str]:
    folded = " ".join(re.findall(r"\w+", text.lower()))
    return frozenset(folded[i : i + 3] for i in range(len(folded) - 2))
