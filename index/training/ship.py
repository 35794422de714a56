"""From a training to what the package ships: the files of weights and their calibration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from index.embedding.encoder import Encoder
from index.embedding.onnx_files import BI_ENCODER, CALIBRATION, CROSS_ENCODER, SAMPLE_ENCODER, TRUNK
from index.reader.layout import layout_of
from index.reader.passage_reader import PassageReader
from index.training.calibrating import calibrated
from index.training.cross_encoder import figures
from index.training.document import Split, TrainingDocument, of_split
from index.training.export import even_out, export
from index.training.network import OneText
from index.training.recipe import Trained
from index.training.studied import vectors

_LENGTHS = (7, 5, 9, 6)
"""Of a question and passages to export with. No two dimensions are alike, or they would be taken for one."""
_FOR_EVENING = 6
"""Development documents whose texts show how large the channels become."""


def ship(trained: Trained, documents: Sequence[TrainingDocument], weights: Path) -> None:
    """Write the weights and calibrate them on the development documents, as they will be run."""
    weights.mkdir(parents=True, exist_ok=True)
    _even_out(trained)
    network, text = trained.network, trained.development[0].passages[0]
    words, states = {"words": text.words}, {"states": text.states}
    export(OneText(network.trunk), words, ["states"], weights / TRUNK, learned=False)
    export(OneText(network.sample_encoder), states, ["vector"], weights / SAMPLE_ENCODER, learned=False)
    export(OneText(network.bi_encoder), words, ["vector"], weights / BI_ENCODER)
    layout = {name: torch.from_numpy(array) for name, array in layout_of(_LENGTHS).arrays().items()}
    read = {"states": torch.randn(sum(_LENGTHS), text.states.shape[1]), "similarity": torch.rand(len(_LENGTHS) - 1)}
    export(
        network.cross_encoder,
        {**read, **layout},
        ["relevance", "membership", "status", "negative"],
        weights / CROSS_ENCODER,
    )
    shipped = Encoder(weights)
    reader = PassageReader(shipped, weights, calibrated=False)
    calibrated(of_split(documents, Split.DEV), shipped, reader).save(weights / CALIBRATION)


def _even_out(trained: Trained) -> None:
    network, some = trained.network, trained.development[:_FOR_EVENING]
    texts = [text for each in some for text in (*each.passages, *each.questions)]
    even_out(network.bi_encoder, lambda: vectors(network.bi_encoder, [text.words for text in texts]))
    even_out(network.cross_encoder, lambda: figures(network.cross_encoder, some))
