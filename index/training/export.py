"""The parts as ONNX files, which the package ships and runs: those that learned in 8 bits, the others in their own 4.

Weights that learned and what they meet are rounded to 8 bits as a text comes ("dynamic quantisation"). A few channels
between the two products of a layer are a hundred times larger than the rest and would take nearly the whole scale; so
they are evened out first, and the weights that they meet take up the difference (G. Xiao et al., "SmoothQuant", ICML
2023). Weights use 7 of the 8 bits: processors without VNNI add pairs of products in 16 bits, which more would overflow,
and so every machine computes the same.

Weights that stayed as they were come from blocks of 32 with 4 bits each and a common scale; kept so, they are exact.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from index.training.network import TransformerLayer

_OPSET = 21
_EVENED = 0.5
"""How much of the spread moves from what comes to the weights: half, as in the paper."""
_BITS, _BLOCK = 4, 32
"""Of the weights in the file of multilingual-e5-small that all parts begin with."""
_IN_8_BITS = 4
"""onnxruntime's level of accuracy at which what meets such weights is rounded to 8 bits, block by block."""
_SMALL = 64 * 64
"""Products with fewer weights stay in single precision: the heads."""


def even_out(part: nn.Module, run: Callable[[], object]) -> None:
    """Move the spread of each layer's wide channels into its weights; `run` sends some texts through the part."""
    largest: dict[TransformerLayer, Tensor] = {}

    def watch(layer: TransformerLayer) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def seen(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            found = inputs[0].detach().abs().flatten(0, -2).max(0).values
            largest[layer] = torch.maximum(largest[layer], found) if layer in largest else found

        return seen

    layers = [module for module in part.modules() if isinstance(module, TransformerLayer)]
    hooks = [layer.narrow.register_forward_pre_hook(watch(layer)) for layer in layers]
    with torch.no_grad():
        run()
        for hook in hooks:
            hook.remove()
        for layer in layers:
            weights = layer.narrow.weight.abs().max(0).values.clamp(min=1e-5)
            scale = (largest[layer].clamp(min=1e-5) ** _EVENED / weights ** (1 - _EVENED)).clamp(min=1e-3)
            layer.evenness.div_(scale)
            layer.narrow.weight.mul_(scale)


def export(
    part: nn.Module, example: Mapping[str, Tensor], outputs: Sequence[str], file: Path, *, learned: bool = True
) -> None:
    """Write a part of the network.

    `example` holds its inputs by name, in order; every dimension may change but the width of states.
    """
    part.eval()
    hidden = example[next(iter(example))].shape[-1]
    shapes = tuple(
        {axis: torch.export.Dim.AUTO for axis, size in enumerate(given.shape) if size != hidden}
        for given in example.values()
    )
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")  # the exporter's own
        program = torch.onnx.export(
            part,
            tuple(example.values()),
            input_names=list(example),
            output_names=list(outputs),
            dynamic_shapes=shapes,
            opset_version=_OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        if program is None:
            raise TypeError(part)
        whole = Path(folder) / "whole.onnx"
        program.save(str(whole))
        model = onnx.load(str(whole))
        if learned:
            quantize_dynamic(
                whole,
                file,
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=_small_products(model),
            )
        else:
            onnx.save(_in_blocks(model), str(file))


def _in_blocks(model: onnx.ModelProto) -> onnx.ModelProto:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer  # which sets up logging anew

    root.setLevel(level)
    root.handlers[:] = handlers
    quantizer = MatMulNBitsQuantizer(model, bits=_BITS, block_size=_BLOCK, is_symmetric=True, accuracy_level=_IN_8_BITS)
    quantizer.process()
    found: onnx.ModelProto = quantizer.model.model
    return found


def _small_products(model: onnx.ModelProto) -> list[str]:
    sizes = {each.name: int(torch.tensor(each.dims).prod()) for each in model.graph.initializer}
    small = [
        node.name
        for node in model.graph.node
        if node.op_type in ("MatMul", "Gemm") and sizes.get(node.input[1], 0) < _SMALL
    ]
    return [*small, *(f"{name}_MatMul" for name in small)]  # what the quantizer makes of a Gemm has this name
