"""Small networks whose layers are large enough to be rounded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor, nn

from index.embedding.e5_file import Sizes
from index.embedding.onnx import OnnxModel
from index.reader.layout import mask_of, share_of
from index.training.export import even_out, export
from index.training.network import TRUNK_LAYERS, BiEncoder, CrossEncoder, OneText, TransformerLayer, Trunk

SIZES = Sizes(
    hidden=64,
    layers=TRUNK_LAYERS + 1,
    heads=4,
    feed_forward=256,
    vocabulary=100,
    positions=64,
    token_types=1,
    epsilon=1e-12,
)
WIDE = 7


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(2)


def widened(part: nn.Module) -> nn.Module:
    """One channel between the two products of each layer is as large as the real network has some."""
    for layer in part.modules():
        if isinstance(layer, TransformerLayer):
            with torch.no_grad():
                layer.widen.weight[WIDE] *= 100
                layer.narrow.weight[:, WIDE] /= 100
    return part


def read_with(lengths: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
    states = torch.randn(sum(lengths), SIZES.hidden)
    return states, torch.from_numpy(mask_of(lengths)), torch.from_numpy(share_of(lengths))


def operations(file: Path) -> list[str]:
    return [node.op_type for node in onnx.load(str(file)).graph.node]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[CrossEncoder, Path]:
    torch.manual_seed(3)
    part = CrossEncoder(SIZES)
    nn.init.normal_(part.relevance.weight)  # else all passages are about as good
    nn.init.normal_(part.membership.weight)
    file = tmp_path_factory.mktemp("weights") / "cross_encoder.onnx"
    export(
        part,
        [torch.randn(9, SIZES.hidden), torch.zeros(9, 9), torch.rand(4, 9)],
        {"states": {0: "positions"}, "mask": {0: "positions", 1: "positions"}, "share": {0: "texts", 1: "positions"}},
        ["relevance", "membership", "status", "negative"],
        file,
    )
    return part, file


@pytest.mark.parametrize("of", [BiEncoder, CrossEncoder])
def test_evening_out_does_not_change_what_a_part_computes(of: type[BiEncoder | CrossEncoder]) -> None:
    part = widened(of(SIZES))
    lengths = [5, 3, 8]
    given = read_with(lengths) if of is CrossEncoder else (torch.randn(2, 9, SIZES.hidden), torch.ones(2, 9))
    with torch.no_grad():
        before = part(*given)
        even_out(part, lambda: part(*given))
        after = part(*given)
    for one, other in zip(before, after, strict=True):
        assert torch.allclose(one, other, atol=1e-4)
    evenness = part.get_buffer("layers.0.evenness").clone()
    assert not torch.allclose(evenness, torch.ones(SIZES.feed_forward))
    even_out(part, lambda: part(*given))  # there is nothing left to even out
    assert torch.allclose(part.get_buffer("layers.0.evenness"), evenness, rtol=1e-3)


def test_evening_out_makes_a_wide_channel_like_the_others() -> None:
    part = widened(BiEncoder(SIZES))
    given = torch.randn(4, 9, SIZES.hidden), torch.ones(4, 9)
    spreads: list[float] = []

    def measured() -> None:
        def note(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            largest = inputs[0].abs().flatten(0, -2).max(0).values
            spreads.append(float(largest.max() / largest.median()))

        hook = part.get_submodule("layers.0.narrow").register_forward_pre_hook(note)
        with torch.no_grad():
            part(*given)
        hook.remove()

    measured()
    even_out(part, lambda: part(*given))
    measured()
    assert spreads[0] > 50
    assert spreads[1] < spreads[0] / 5


def test_an_exported_bi_encoder_gives_nearly_the_same_vectors_for_texts_of_any_length(tmp_path: Path) -> None:
    part = OneText(BiEncoder(SIZES))
    file = tmp_path / "bi_encoder.onnx"
    export(part, [torch.randn(11, SIZES.hidden)], {"states": {0: "positions"}}, ["vector"], file)
    model = OnnxModel(file)
    for length in (1, 2, 11, 40, 300):
        states = torch.randn(length, SIZES.hidden)
        with torch.no_grad():
            expected = part(states).numpy()
        (vector,) = model.run({"states": states.numpy()})
        assert vector.shape == (SIZES.hidden,)
        assert vector.dtype == np.float32
        assert float(vector @ expected) > 0.998
        assert not np.array_equal(vector, expected)  # for it is rounded
    assert operations(file).count("MatMulInteger") == 6
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.stat().st_size < sum(weight.numel() for weight in part.parameters()) * 3


def test_an_exported_trunk_takes_words_and_gives_states(tmp_path: Path) -> None:
    part = OneText(Trunk(SIZES))
    file = tmp_path / "trunk.onnx"
    export(part, [torch.randn(11, SIZES.hidden)], {"words": {0: "positions"}}, ["states"], file)
    words = torch.randn(7, SIZES.hidden)
    (states,) = OnnxModel(file).run({"words": words.numpy()})
    with torch.no_grad():
        assert np.corrcoef(states.ravel(), part(words).numpy().ravel())[0, 1] > 0.99


def test_an_exported_cross_encoder_gives_nearly_the_same_numbers_for_any_passages(
    exported: tuple[CrossEncoder, Path],
) -> None:
    part, file = exported
    model = OnnxModel(file)
    for lengths in ([5, 3, 8], [9, 1], [20, *[30] * 12]):
        given = read_with(lengths)
        with torch.no_grad():
            expected = [each.numpy() for each in part(*given)]
        found = model.run(dict(zip(("states", "mask", "share"), (each.numpy() for each in given), strict=True)))
        assert [each.shape for each in found] == [each.shape for each in expected]
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one, other, atol=0.15)
    assert np.corrcoef(found[0], expected[0])[0, 1] > 0.98  # of the most passages


def test_only_the_layers_are_rounded_and_not_the_heads(exported: tuple[CrossEncoder, Path]) -> None:
    assert operations(exported[1]).count("MatMulInteger") == 6
