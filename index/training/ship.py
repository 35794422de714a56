"""From a training to what the package ships: three files of weights and their calibration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from index.embedding.e5_file import bundled_file
from index.embedding.encoder import Encoder
from index.embedding.onnx_files import BI_ENCODER, CALIBRATION, CROSS_ENCODER, TRUNK
from index.reader.passage_reader import PassageReader
from index.training.calibrating import calibrated
from index.training.cross_encoder import figures
from index.training.document import Split, TrainingDocument, of_split
from index.training.export import even_out, export
from index.training.network import OneText
from index.training.recipe import Trained
from index.training.studied import studied, vectors

_FOR_EVENING = 6
"""Development documents whose texts show how large the channels become."""


def ship(trained: Trained, documents: Sequence[TrainingDocument], weights: Path) -> None:
    """Write the weights and calibrate them on the development documents, as they will be run."""
    weights.mkdir(parents=True, exist_ok=True)
    _even_out(trained)
    states = trained.development[0].passages[0]
    positions, hidden = states.shape
    length = {0: "positions"}
    words = torch.randn(positions, hidden)
    export(OneText(trained.trunk), [words], {"words": length}, ["states"], weights / TRUNK)
    export(OneText(trained.bi_encoder), [states], {"states": length}, ["vector"], weights / BI_ENCODER)
    export(
        trained.cross_encoder,
        [states, torch.zeros(positions, positions), torch.rand(4, positions)],
        {"states": length, "mask": {0: "positions", 1: "positions"}, "share": {0: "texts", 1: "positions"}},
        ["relevance", "membership", "status", "negative"],
        weights / CROSS_ENCODER,
    )
    encoder = Encoder(weights)
    reader = PassageReader(encoder, weights, calibrated=False)
    calibrated(of_split(documents, Split.DEV), encoder, reader).save(weights / CALIBRATION)


def _even_out(trained: Trained) -> None:
    some = trained.development[:_FOR_EVENING]

    def read() -> None:
        studied([each.document for each in some], bundled_file(), trained.trunk)

    def find() -> None:
        for each in some:
            vectors(trained.bi_encoder, [*each.passages, *each.questions])

    def judge() -> None:
        figures(trained.cross_encoder, some)

    for part, run in ((trained.trunk, read), (trained.bi_encoder, find), (trained.cross_encoder, judge)):
        even_out(part, run)
