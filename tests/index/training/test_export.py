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
from index.reader.layout import layout_of
from index.training.export import even_out, export
from index.training.network import (
    TRUNK_LAYERS,
    BiEncoder,
    CrossEncoder,
    OneText,
    TransformerLayer,
    Trunk,
    UpperHalf,
)

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


def read_with(lengths: Sequence[int]) -> dict[str, Tensor]:
    states, similarity = torch.randn(sum(lengths), SIZES.hidden), 0.5 + 0.1 * torch.rand(len(lengths) - 1)
    layout = {name: torch.from_numpy(array) for name, array in layout_of(lengths).arrays().items()}
    return {"states": states, "similarity": similarity, **layout}


def operations(file: Path) -> list[str]:
    return [node.op_type for node in onnx.load(str(file)).graph.node]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[CrossEncoder, Path]:
    torch.manual_seed(3)
    part = CrossEncoder(SIZES)
    nn.init.normal_(part.relevance.weight)  # else all passages are about as good
    nn.init.normal_(part.membership.weight)
    file = tmp_path_factory.mktemp("weights") / "cross_encoder.onnx"
    export(part, read_with([7, 5, 9, 6]), ["relevance", "membership", "status", "negative"], file)
    return part, file


@pytest.mark.parametrize("of", [UpperHalf, CrossEncoder])
def test_evening_out_does_not_change_what_a_part_computes(of: type[UpperHalf | CrossEncoder]) -> None:
    part = widened(of(SIZES))
    lengths = [5, 3, 8]
    texts = (torch.randn(2, 9, SIZES.hidden), torch.ones(2, 9))
    given = tuple(read_with(lengths).values()) if of is CrossEncoder else texts
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
    part = widened(UpperHalf(SIZES))
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


@pytest.mark.parametrize(("of", "takes", "layers"), [(UpperHalf, "states", 1), (BiEncoder, "words", TRUNK_LAYERS + 1)])
def test_an_exported_encoder_gives_nearly_the_same_vectors_for_texts_of_any_length(
    tmp_path: Path, of: type[UpperHalf | BiEncoder], takes: str, layers: int
) -> None:
    part = OneText(of(SIZES))
    file = tmp_path / "encoder.onnx"
    export(part, {takes: torch.randn(11, SIZES.hidden)}, ["vector"], file)
    model = OnnxModel(file)
    for length in (1, 2, 11, 40, 64):
        given = torch.randn(length, SIZES.hidden)
        with torch.no_grad():
            expected = part(given).numpy()
        (vector,) = model.run({takes: given.numpy()})
        assert vector.shape == (SIZES.hidden,)
        assert vector.dtype == np.float32
        assert float(vector @ expected) > 0.998
        assert not np.array_equal(vector, expected)  # for it is rounded
    assert operations(file).count("MatMulInteger") == 6 * layers
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.stat().st_size < sum(weight.numel() for weight in part.parameters()) * 3


def in_blocks(part: nn.Module) -> nn.Module:
    """With weights as the file has them: blocks of 32 with 4 bits each and a scale, the largest of them 8 scales."""
    for module in part.modules():
        if isinstance(module, nn.Linear):
            blocks = module.weight.data.reshape(-1, 32)
            scale = blocks.gather(1, blocks.abs().argmax(1, keepdim=True)) / -8
            blocks.copy_((blocks / scale).round().clamp(-8, 7) * scale)
    return part


@pytest.mark.parametrize(("of", "takes", "gives"), [(Trunk, "words", "states"), (UpperHalf, "states", "vector")])
def test_a_part_that_did_not_learn_keeps_its_weights(
    tmp_path: Path, of: type[Trunk | UpperHalf], takes: str, gives: str
) -> None:
    torch.manual_seed(4)
    part = OneText(in_blocks(of(SIZES)))  # type: ignore[arg-type]
    file = tmp_path / "part.onnx"
    export(part, {takes: torch.randn(11, SIZES.hidden)}, [gives], file, learned=False)
    for length in (1, 7, 40):
        given = torch.randn(length, SIZES.hidden)
        (found,) = OnnxModel(file).run({takes: given.numpy()})
        with torch.no_grad():
            assert np.corrcoef(found.ravel(), part(given).numpy().ravel())[0, 1] > 0.9998
    layers = TRUNK_LAYERS if of is Trunk else 1
    assert operations(file).count("MatMulNBits") == 6 * layers
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_an_exported_cross_encoder_gives_nearly_the_same_numbers_for_any_passages(
    exported: tuple[CrossEncoder, Path],
) -> None:
    part, file = exported
    model = OnnxModel(file)
    for lengths in ([5, 3, 8], [9, 1], [1, 1, 1], [20, *[30] * 12]):
        given = read_with(lengths)
        with torch.no_grad():
            expected = [each.numpy() for each in part(*given.values())]
        found = model.run({name: each.numpy() for name, each in given.items()})
        assert [each.shape for each in found] == [each.shape for each in expected]
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one, other, atol=0.15)
    assert np.corrcoef(found[0], expected[0])[0, 1] > 0.98  # of the most passages


def test_only_the_layers_are_rounded_and_not_the_heads(exported: tuple[CrossEncoder, Path]) -> None:
    assert operations(exported[1]).count("MatMulInteger") == 6
