"""The reader as a network: a trunk of lower layers that stays as it is, and two heads of upper layers that learn.

    text ── trunk ──┬── bi-encoder ── one vector a text: which passages are near a question
                    └── cross-encoder ── question and passages together: which of them answer, and whether any does

multilingual-e5-small (L. Wang et al., 2024) has twelve layers; the lower half is the trunk. Texts go through it one by
one, so a passage's states are known before any question comes, and both heads share them (S. MacAvaney et al.,
"Efficient Document Re-Ranking for Transformers by Precomputing Term Representations", SIGIR 2020).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.embedding.e5_file import E5File, Sizes
from index.reader.layout import FORBIDDEN
from index.reader.model import STATUSES

TRUNK_LAYERS = 6


class TransformerLayer(nn.Module):
    """One layer of BERT (J. Devlin et al., 2019): attention, then a network for each position."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        hidden, self._heads = sizes.hidden, sizes.heads
        self.query, self.key, self.value, self.mixed = (nn.Linear(hidden, hidden) for _ in range(4))
        self.widen, self.narrow = nn.Linear(hidden, sizes.feed_forward), nn.Linear(sizes.feed_forward, hidden)
        self.after_attention = nn.LayerNorm(hidden, eps=sizes.epsilon)
        self.after_positions = nn.LayerNorm(hidden, eps=sizes.epsilon)
        self.evenness: Tensor
        self.register_buffer("evenness", torch.ones(sizes.feed_forward))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States of shape (texts, positions, hidden); the mask is added to what attends (row) to what (column)."""
        texts, positions, hidden = states.shape
        query, key, value = (
            projection(states).view(texts, positions, self._heads, hidden // self._heads).transpose(1, 2)
            for projection in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.mixed(seen.transpose(1, 2).reshape(texts, positions, hidden))
        states = self.after_attention(mixed + states)
        wide = functional.gelu(self.widen(states)) * self.evenness
        return self.after_positions(self.narrow(wide) + states)  # type: ignore[no-any-return]


class Trunk(nn.Module):
    """From word vectors to the states that both heads begin with."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(sizes.positions, sizes.hidden))
        self.norm = nn.LayerNorm(sizes.hidden, eps=sizes.epsilon)
        self.layers = nn.ModuleList(TransformerLayer(sizes) for _ in range(TRUNK_LAYERS))

    def forward(self, words: Tensor, present: Tensor) -> Tensor:
        """States for word vectors (texts, positions, hidden); `present` is 1 where there is text and 0 where not."""
        states = self.norm(words + self.positions[: words.shape[1]])
        return _through(self.layers, states, _only(present))


class BiEncoder(nn.Module):
    """From states to one vector a text."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.layers = nn.ModuleList(TransformerLayer(sizes) for _ in range(sizes.layers - TRUNK_LAYERS))

    def forward(self, states: Tensor, present: Tensor) -> Tensor:
        """Unit vectors, shape (texts, hidden): the mean of the positions with text."""
        states = _through(self.layers, states, _only(present))
        share = (present / present.sum(1, keepdim=True))[:, None, :]
        return functional.normalize((share @ states)[:, 0], dim=1)


class OneText(nn.Module):
    """A trunk or bi-encoder for one text without padding, as it runs in service."""

    def __init__(self, part: Trunk | BiEncoder) -> None:
        super().__init__()
        self.part = part

    def forward(self, states: Tensor) -> Tensor:
        """What the part gives for states (positions, hidden)."""
        return self.part(states[None], torch.ones_like(states[None, :, 0]))[0]  # type: ignore[no-any-return]


class CrossEncoder(nn.Module):
    """Reads a question and passages together.

    A passage sees itself and the question, the question sees everything: so passages are judged alike whatever stands
    beside them, and the question tells whether any of them will do.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        hidden = sizes.hidden
        self.layers = nn.ModuleList(TransformerLayer(sizes) for _ in range(sizes.layers - TRUNK_LAYERS))
        self.relevance, self.nothing = nn.Linear(hidden, 1), nn.Linear(hidden, 1)
        self.membership = nn.Linear(hidden, 1)
        self.status, self.negative = nn.Linear(2 * hidden, len(STATUSES)), nn.Linear(2 * hidden, 1)
        for head in (self.relevance, self.nothing, self.membership, self.status, self.negative):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, states: Tensor, mask: Tensor, share: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the reader makes of a question and some passages, before calibration.

        `states` (positions, hidden) of the question and then the passages; `mask` (positions, positions) and `share`
        (1 + passages, positions) as `index.reader.layout` makes them. Four logits: relevance (1 + passages), that no
        passage is the one asked for and then each; membership (passages), that the answer needs the passage; status
        (statuses); negative (), that the answer by the text is no.
        """
        states = _through(self.layers, states[None], mask[None, None])[0]
        texts = share @ states
        question, passages = texts[0], texts[1:]
        relevance = self.relevance(passages)[:, 0]
        best = functional.softmax(relevance, dim=0) @ passages
        both = torch.cat([question, best])
        relevance = torch.cat([self.nothing(question), relevance])
        return relevance, self.membership(passages)[:, 0], self.status(both), self.negative(both)[0]


def _through(layers: nn.ModuleList, states: Tensor, mask: Tensor) -> Tensor:
    for layer in layers:
        states = layer(states, mask)
    return states


def _only(present: Tensor) -> Tensor:
    """A mask by which nothing attends to where there is no text."""
    return ((1.0 - present) * FORBIDDEN)[:, None, None, :]


def pretrained(file: E5File) -> tuple[Trunk, BiEncoder, CrossEncoder]:
    """The three parts with the weights of the file; the reader begins with the bi-encoder's layers."""
    sizes = file.sizes
    trunk, bi_encoder, cross_encoder = Trunk(sizes), BiEncoder(sizes), CrossEncoder(sizes)
    with torch.no_grad():
        position = _tensor(file, "emb.pos", sizes.hidden) + _tensor(file, "emb.type", sizes.hidden)[:1]
        trunk.positions.copy_(position)
        _copy_norm(file, "emb.ln", trunk.norm)
        for number in range(sizes.layers):
            for part in (trunk,) if number < TRUNK_LAYERS else (bi_encoder, cross_encoder):
                within = number if number < TRUNK_LAYERS else number - TRUNK_LAYERS
                _copy_layer(file, number, part.layers[within])  # type: ignore[arg-type]
    trunk.requires_grad_(requires_grad=False)
    return trunk, bi_encoder, cross_encoder


_LINEAR = {"q": "query", "k": "key", "v": "value", "ao": "mixed", "fi": "widen", "fo": "narrow"}
_NORM = {"aln": "after_attention", "oln": "after_positions"}


def _copy_layer(file: E5File, number: int, layer: TransformerLayer) -> None:
    for short, name in _LINEAR.items():
        linear = getattr(layer, name)
        linear.weight.copy_(_tensor(file, f"l{number}.{short}.w", linear.in_features))
        linear.bias.copy_(_tensor(file, f"l{number}.{short}.b", linear.out_features)[0])
    for short, name in _NORM.items():
        _copy_norm(file, f"l{number}.{short}", getattr(layer, name))


def _copy_norm(file: E5File, name: str, norm: nn.LayerNorm) -> None:
    norm.weight.copy_(_tensor(file, f"{name}.w", norm.weight.numel())[0])
    norm.bias.copy_(_tensor(file, f"{name}.b", norm.bias.numel())[0])


def _tensor(file: E5File, name: str, columns: int) -> Tensor:
    return torch.from_numpy(file.tensor(name, columns))
