"""Which versions may answer: those in force on the asked day, and no others."""

from __future__ import annotations

from datetime import date

from assistant.decision.model import Scope
from corpus.model import Catalogue, Version
from corpus.timeline import Applicable, InForce, applicable


def text_of(state: Applicable) -> Version | None:
    """The version in force, where it is known and its text is there."""
    return state.version if isinstance(state, InForce) and state.version.has_text else None


def scope_on(catalogue: Catalogue, day: date) -> Scope:
    """Ask the timeline for every guideline. Versions whose text is lost are in the states but not searchable."""
    states = tuple((guideline.guideline_id, applicable(guideline, day)) for guideline in catalogue.guidelines)
    return Scope(states, tuple(version for _, state in states if (version := text_of(state)) is not None))
