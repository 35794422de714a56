"""Deciding by what the trained reader makes of the nearest passages.

This is how a guideline answers on the day it is added, and a passage on the day it is changed: nothing but the text is
needed. The reader says what the question is answered by, and whether it is; roles alone say what can be funded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.decision.model import Decision, TimeSlice
from assistant.question.answer_types import AnswerType, asked_for, asks_for_list, holds
from assistant.question.named_matter import names_all
from corpus.model import LocatedPassage, Status
from index.clauses import clauses_of
from index.model import Reading

_ANSWERED_FROM, _IN_PART_FROM = 0.5, 0.8
"""Probability of a whole answer, and of a part of one, from which it is given. Chosen on the development documents, as
are the others: see docs/decisions/0014."""
_NAMED_FROM = 0.2
"""Probability of either from which a passage is shown to be judged that names the matter and states what is asked."""
_STATED_FROM, _EITHER_FROM = 0.6, 0.95
"""Probability of either from which a question for one definite thing that is stated is answered, and from which any
other is answered in part: to deny what is so likely to be there would be wrong."""
SURELY_ANSWERED = 0.8
"""From here on the passages are said to answer; below, the asker is told to judge."""
_SURELY_SILENT = 0.2
"""Below this probability of either the text is said to be silent, as it was in 94 of 100 questions; from there on the
asker is told that nothing was found for certain."""
_OFF_TOPIC_FROM = 0.6
_CITED_FROM, _CITED_SHARE = 0.2, 0.6
"""A passage is cited when its probability is at least this and at least this share of the best one's."""
_NEGATIVE_FROM, _IN_DOUBT_FROM = 0.85, 0.4
"""A "no" is said, and no "yes", from these probabilities that the answer by the text is no."""
_RIVAL_FROM = 0.1
"""A passage that is not cited may be meant instead from this probability on."""
_MOST_CITED = 3
_OF_ONE_LIST, _MOST_OF_LIST = 2, 15
"""So many items of a list make a question for things one for the whole of it, which is cited up to so many."""
_MOST_NEAR = 2


def decide_by_reader(part: TimeSlice, asked: str) -> Decision:
    """Cite what answers if the reader finds that anything does; point to what is near if not.

    `asked` is what the last turn asks. Where nothing in force answers and something of another time does, that is told.
    """
    reading = part.reading
    if reading is None:
        return Decision(Status.NOT_IN_GUIDELINES)
    ranked = _ranked(part, reading)
    passages = tuple(passage for passage, _ in ranked)
    floor = max(min(_CITED_FROM, ranked[0][1]), _CITED_SHARE * ranked[0][1])
    most = max(_MOST_CITED, len(part.selection.answers) if part.selection else 0)
    cited = tuple(passage for passage, share in ranked if share >= floor)[:most]
    if asks_for_list(asked):
        cited = with_whole_list(cited)
    status = _status(reading, asked, cited)
    if status is Status.OFF_TOPIC:
        return Decision(Status.OFF_TOPIC)
    named = _named(reading, asked, ranked) if status is None else None
    if named is not None:
        rest = tuple(passage for passage in passages if passage != named)
        return Decision(
            Status.ANSWERED, passages=(named,), by_reader=True, in_doubt=True, unsure=True, next_passages=rest
        )
    if status is None:
        near = passages[:_MOST_NEAR]
        return Decision(
            Status.NOT_IN_GUIDELINES,
            near=near,
            by_reader=True,
            unsure=reading.answers >= _SURELY_SILENT,
            missing_answer_types=not_stated(asked, near),
            only_in_other_version=part.elsewhere is not None and answer_found(part.elsewhere) is not None,
        )
    whole = status is Status.ANSWERED  # the reader learned what a "no" is from whole answers only
    return Decision(
        status,
        passages=cited,
        by_reader=True,
        contradicts=whole and reading.negative >= _NEGATIVE_FROM,
        in_doubt=whole and _IN_DOUBT_FROM <= reading.negative < _NEGATIVE_FROM,
        unsure=whole and reading.status_probabilities[Status.ANSWERED] < SURELY_ANSWERED,
        rivals=tuple(passage for passage, share in ranked[len(cited) :] if share >= _RIVAL_FROM),
        next_passages=passages[len(cited) :],
        missing_answer_types=not_stated(asked, passages) if status is Status.PARTIAL else (),
    )


def with_whole_list(cited: tuple[LocatedPassage, ...]) -> tuple[LocatedPassage, ...]:
    """What is cited with the rest of a list of which several items are, in the order of the text."""
    lists = Counter((each.version.key, each.passage.block) for each in cited if each.passage.lead_in)
    whole = {key for key, count in lists.items() if count >= _OF_ONE_LIST}
    if not whole:
        return cited
    version = next(each.version for each in cited if (each.version.key, each.passage.block) in whole)
    items = [
        LocatedPassage(version, passage)
        for passage in version.passages
        if passage.lead_in and (version.key, passage.block) in whole
    ]
    return tuple(items[:_MOST_OF_LIST]) + tuple(each for each in cited if each not in items)


def answer_found(reading: Reading) -> Status | None:
    """ANSWERED or PARTIAL where the reader finds as much; None where it finds no answer."""
    shares = reading.status_probabilities
    if shares[Status.ANSWERED] >= _ANSWERED_FROM:
        return Status.ANSWERED
    in_part = shares[Status.PARTIAL] >= _IN_PART_FROM or reading.answers >= _EITHER_FROM
    return Status.PARTIAL if in_part else None


def _status(reading: Reading, asked: str, cited: Sequence[LocatedPassage]) -> Status | None:
    """What a question comes to; None where nothing answers it."""
    found = answer_found(reading)
    if found is not Status.ANSWERED and reading.answers >= _STATED_FROM and _states_all(asked, cited):
        return Status.ANSWERED
    if found is None and reading.status_probabilities[Status.OFF_TOPIC] >= _OFF_TOPIC_FROM:
        return Status.OFF_TOPIC
    return found


def _named(reading: Reading, asked: str, ranked: Sequence[tuple[LocatedPassage, float]]) -> LocatedPassage | None:
    """The one passage that names all that a question for something definite is about, and states such a thing."""
    if reading.answers < _NAMED_FROM or not asked_for(asked) or clauses_of(asked):
        return None
    found = [
        passage
        for passage, share in ranked
        if share >= _RIVAL_FROM and names_all(asked, passage.text) and not not_stated(asked, [passage])
    ]
    return found[0] if len(found) == 1 else None


def _states_all(asked: str, cited: Sequence[LocatedPassage]) -> bool:
    """Whether a single question asks for something definite, such as an amount, and what is cited states it."""
    return bool(asked_for(asked)) and not clauses_of(asked) and not not_stated(asked, cited)


def not_stated(question: str, passages: Iterable[LocatedPassage]) -> tuple[AnswerType, ...]:
    """The definite things that a question asks for and none of the passages states."""
    texts = [passage.text for passage in passages]
    return tuple(sort for sort in asked_for(question) if not any(holds(text, sort) for text in texts))


def likely(part: TimeSlice, least: float) -> Sequence[LocatedPassage]:
    """The passages that belong to an answer with at least this probability, likeliest first."""
    if part.reading is None:
        return ()
    return [passage for passage, share in _ranked(part, part.reading) if share >= least]


def _ranked(part: TimeSlice, reading: Reading) -> list[tuple[LocatedPassage, float]]:
    """The passages that were read with the probability that each belongs to the answer, likeliest first."""
    return sorted(zip((hit.passage for hit in part.hits), reading.relevance, strict=True), key=lambda each: -each[1])
