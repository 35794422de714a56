"""Building and publishing at once, without a gate: where nothing is served yet, or nobody but a suite asks."""

from __future__ import annotations

from pathlib import Path

from corpus.who import who
from index import messages
from index.build.candidate import BuildResult, Found, LoadModel, build_candidate
from index.publishing.published_index import Place, publications_at
from index.publishing.record import Grounds


def build(
    documents: Path,
    place: Place,
    model_name: str,
    load_model: LoadModel,
    *,
    force: bool = False,
    reason: str = messages.WITHOUT_GATE,
) -> BuildResult:
    """Bring what is published up to date with the corpus, and record the `reason`.

    Raises what `build_candidate` raises.
    """
    result = build_candidate(documents, place, model_name, load_model, force=force)
    if result.found is not Found.PUBLISHED:
        publications_at(place).publish(result.manifest, Grounds(reason=reason, by=who()))
    return result
