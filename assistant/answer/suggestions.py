"""What to ask next."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer.verdict import conditions_of
from assistant.decision.model import QuestionState
from assistant.decision.scope import scope_on
from corpus.model import Catalogue, LocatedPassage, Role

_MAX_SUGGESTIONS = 3


def suggestions_for(state: QuestionState, catalogue: Catalogue) -> tuple[str, ...]:
    """Questions that neighbouring passages answer, in the answer's language; never the one just asked."""
    decisions = [part.decision for part in state.slices if part.decision is not None]
    cited = {passage.key for each in decisions for passage in (*each.passages, *conditions_of(each))}
    near = (passage for each in decisions for passage in (*each.next_passages, *each.near))
    wanted = [passage for passage in near if passage.key not in cited]
    questions: dict[str, None] = {}
    for passage in wanted or _everything(state, catalogue):
        bank = catalogue.bank(passage.version)
        question = bank.suggestions.get(passage.anchor, {}).get(state.language) if bank else None
        if question and question.casefold() != state.text.text.casefold():
            questions.setdefault(question)
    return tuple(questions)[:_MAX_SUGGESTIONS]


def _everything(state: QuestionState, catalogue: Catalogue) -> Iterable[LocatedPassage]:
    """What one may well ask when nothing else is known: supports first, but history where a past time is dark."""
    in_force = state.slices[-1].scope if state.slices else None
    has_text = in_force is not None and bool(in_force.versions)
    scope = in_force if in_force is not None and has_text else scope_on(catalogue, state.day.today)
    first = Role.SUPPORT if has_text else Role.HISTORY
    return sorted(scope.passages, key=lambda each: each.role is not first)
