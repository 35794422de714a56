"""The networks, all of them multilingual-e5-small (L. Wang et al., 2024) or the half of it, as it is or taught.

    text ── bi-encoder ── one vector a text: which passages are near a question
    text ── trunk ──┬── cross-encoder ── question and passages together: which of them answer, and whether any does
                    └── sample encoder ── one vector a question: how alike two questions are

The lower six of the twelve layers are the trunk. Texts go through it one by one, so a passage's states are known before
any question comes (S. MacAvaney et al., "Efficient Document Re-Ranking for Transformers by Precomputing Term
Representations", SIGIR 2020). The trunk and the sample encoder stay as they are; the bi-encoder has lower layers of its
own and learns in all but the lowest.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.embedding.e5_file import E5File, Sizes
from index.reader.layout import FORBIDDEN
from index.reader.model import STATUSES

TRUNK_LAYERS = 6
_STILL_LAYERS = 1
"""Of the bi-encoder's, the lowest, which stay as they are."""
_TRUST, _INDIFFERENT = 20.0, 0.5
"""What a cosine counts for in relevance before anything is learned, and the one that counts for nothing."""


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

    def forward(self, states: Tensor, present: Tensor) -> Tensor:
        """States of shape (texts, positions, hidden), each text by itself; `present` is 1 where there is text."""
        query, key, value = (each.transpose(1, 2) for each in self._projected(states))
        absent = ((1.0 - present) * FORBIDDEN)[:, None, None, :]
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=absent)
        return self._finished(states, seen.transpose(1, 2).flatten(2))

    def together(self, states: Tensor, asked: Tensor, places: Tensor, absent: Tensor, back: Tensor) -> Tensor:
        """States of shape (positions, hidden) of a question and passages, in a layout: see `index.reader.layout`."""
        query, key, value = self._projected(states)

        def beside_question(each: Tensor) -> Tensor:
            shared = each[asked].transpose(0, 1).expand(places.shape[0], -1, -1, -1)
            return torch.cat([shared, each[places].transpose(1, 2)], dim=2)

        asking, known, worth = (each.transpose(0, 1)[None] for each in (query[asked], key, value))
        seen_by_question = functional.scaled_dot_product_attention(asking, known, worth)
        seen_by_passages = functional.scaled_dot_product_attention(
            query[places].transpose(1, 2),
            beside_question(key),
            beside_question(value),
            attn_mask=absent[:, None, None, :],
        )
        in_row = seen_by_passages.transpose(1, 2).flatten(2).flatten(0, 1)[back]
        return self._finished(states, torch.cat([seen_by_question[0].transpose(0, 1).flatten(1), in_row]))

    def _projected(self, states: Tensor) -> list[Tensor]:
        """Queries, keys and values, each of shape (…, heads, hidden by head)."""
        heads = (self._heads, states.shape[-1] // self._heads)
        return [projection(states).unflatten(-1, heads) for projection in (self.query, self.key, self.value)]

    def _finished(self, states: Tensor, seen: Tensor) -> Tensor:
        states = self.after_attention(self.mixed(seen) + states)
        wide = functional.gelu(self.widen(states)) * self.evenness
        return self.after_positions(self.narrow(wide) + states)  # type: ignore[no-any-return]


class Trunk(nn.Module):
    """From word vectors to the states that the upper half begins with."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(sizes.positions, sizes.hidden))
        self.norm = nn.LayerNorm(sizes.hidden, eps=sizes.epsilon)
        self.layers = nn.ModuleList(TransformerLayer(sizes) for _ in range(TRUNK_LAYERS))

    def forward(self, words: Tensor, present: Tensor) -> Tensor:
        """States for word vectors (texts, positions, hidden); `present` is 1 where there is text and 0 where not."""
        states: Tensor = self.norm(words + self.positions[: words.shape[1]])
        for layer in self.layers:
            states = layer(states, present)
        return states


class UpperHalf(nn.Module):
    """From the trunk's states to one vector a text."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.layers = nn.ModuleList(TransformerLayer(sizes) for _ in range(sizes.layers - TRUNK_LAYERS))

    def forward(self, states: Tensor, present: Tensor) -> Tensor:
        """Unit vectors, shape (texts, hidden): the mean of the positions with text."""
        for layer in self.layers:
            states = layer(states, present)
        share = (present / present.sum(1, keepdim=True))[:, None, :]
        return functional.normalize((share @ states)[:, 0], dim=1)


class BiEncoder(nn.Module):
    """From word vectors to one vector a text."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.lower, self.upper = Trunk(sizes), UpperHalf(sizes)

    def forward(self, words: Tensor, present: Tensor) -> Tensor:
        """Unit vectors, shape (texts, hidden)."""
        return self.upper(self.lower(words, present), present)  # type: ignore[no-any-return]


class OneText(nn.Module):
    """A part of the network for one text without padding, as it runs in service."""

    def __init__(self, part: Trunk | UpperHalf | BiEncoder) -> None:
        super().__init__()
        self.part = part

    def forward(self, given: Tensor) -> Tensor:
        """What the part gives for word vectors or states (positions, hidden)."""
        return self.part(given[None], torch.ones_like(given[None, :, 0]))[0]  # type: ignore[no-any-return]


class CrossEncoder(nn.Module):
    """Reads a question and passages together.

    A passage sees itself and the question, the question sees everything: so passages know of each other only what the
    question has gathered, and the question tells whether any of them will do.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        hidden = sizes.hidden
        self.layers = nn.ModuleList(TransformerLayer(sizes) for _ in range(sizes.layers - TRUNK_LAYERS))
        self.relevance, self.nothing = nn.Linear(hidden, 1), nn.Linear(hidden, 1)
        self.trust = nn.Parameter(torch.tensor(_TRUST))
        self.membership = nn.Linear(hidden, 1)
        self.status, self.negative = nn.Linear(2 * hidden, len(STATUSES)), nn.Linear(2 * hidden, 1)
        for head in (self.relevance, self.nothing, self.membership, self.status, self.negative):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(
        self,
        states: Tensor,
        similarity: Tensor,
        share: Tensor,
        asked: Tensor,
        places: Tensor,
        absent: Tensor,
        back: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the reader makes of a question and some passages, before calibration.

        `states` (positions, hidden) of the question and then the passages; `similarity` (passages), the bi-encoder's
        cosines, from which relevance begins; the rest is their `Layout`. Four logits: relevance (1 + passages), that no
        passage is the one asked for and then each; membership (passages), that the answer needs the passage; status
        (statuses); negative (), that the answer by the text is no.
        """
        for layer in self.layers:
            states = layer.together(states, asked, places, absent, back)  # type: ignore[operator]
        texts = share @ states
        question, passages = texts[0], texts[1:]
        relevance = self.relevance(passages)[:, 0] + self.trust * (similarity - _INDIFFERENT)
        best = functional.softmax(relevance, dim=0) @ passages
        both = torch.cat([question, best])
        relevance = torch.cat([self.nothing(question), relevance])
        return relevance, self.membership(passages)[:, 0], self.status(both), self.negative(both)[0]


@dataclass(frozen=True, slots=True)
class Network:
    """All parts."""

    trunk: Trunk
    sample_encoder: UpperHalf
    bi_encoder: BiEncoder
    cross_encoder: CrossEncoder


def pretrained(file: E5File) -> Network:
    """All parts with the weights of the file; those that stay as they are take no gradients."""
    sizes = file.sizes
    trunk, sample_encoder, cross_encoder = Trunk(sizes), UpperHalf(sizes), CrossEncoder(sizes)
    with torch.no_grad():
        position = _tensor(file, "emb.pos", sizes.hidden) + _tensor(file, "emb.type", sizes.hidden)[:1]
        trunk.positions.copy_(position)
        _copy_norm(file, "emb.ln", trunk.norm)
        for number in range(sizes.layers):
            for part in (trunk,) if number < TRUNK_LAYERS else (sample_encoder, cross_encoder):
                within = number if number < TRUNK_LAYERS else number - TRUNK_LAYERS
                _copy_layer(file, number, part.layers[within])  # type: ignore[arg-type]
    bi_encoder = BiEncoder(sizes)
    bi_encoder.lower.load_state_dict(trunk.state_dict())
    bi_encoder.upper.load_state_dict(sample_encoder.state_dict())
    for still in (trunk, sample_encoder, bi_encoder.lower.norm, *bi_encoder.lower.layers[:_STILL_LAYERS]):
        still.requires_grad_(False)
    bi_encoder.lower.positions.requires_grad = False
    return Network(trunk, sample_encoder, bi_encoder, cross_encoder)


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
