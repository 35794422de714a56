"""Which versions may answer: those in force on the asked day, and no others."""

from __future__ import annotations

from datetime import date

from assistant.model import Scope
from corpus.model import Catalogue
from corpus.timeline import InForce, applicable


def scope_on(catalogue: Catalogue, day: date) -> Scope:
    """Ask the timeline for every guideline. Versions whose text is lost are in the states but not searchable."""
    states = tuple((guideline.guideline_id, applicable(guideline, day)) for guideline in catalogue.guidelines)
    in_force = (state.version for _, state in states if isinstance(state, InForce))
    return Scope(states, tuple(version for version in in_force if version.has_text))
