"""Text to pieces as multilingual-e5-small was taught them: XLM-RoBERTa's Unigram vocabulary, the only module that
knows `tokenizers`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from index.embedding.e5_file import Pieces

MAX_TOKENS = 512
MARK = 4
"""Of a text that is cut at its beginning, so many pieces stay there: the mark that tells what it is."""
Ids: TypeAlias = npt.NDArray[np.int64]


class PieceTokenizer:
    """Cuts texts into pieces. Safe to share between threads."""

    def __init__(self, pieces: Pieces, max_tokens: int = MAX_TOKENS) -> None:
        """Build it from the vocabulary, which takes about a second. Longer texts are cut to `max_tokens`."""
        self._most = max_tokens
        names = [name for name, _ in pieces.scored]
        begin, end = names[pieces.begin], names[pieces.end]
        self._tokenizer = Tokenizer(models.Unigram(pieces.scored, unk_id=pieces.unknown, byte_fallback=False))
        self._tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        self._tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{begin} $A {end}", special_tokens=[(begin, pieces.begin), (end, pieces.end)]
        )

    def pieces(self, texts: Sequence[str], *, keep_end: bool = False) -> list[Ids]:
        """The ids of every text, begin and end marks included; of a long text its beginning, or its end."""
        found = [np.array(each.ids, dtype=np.int64) for each in self._tokenizer.encode_batch(list(texts))]
        return [ids if len(ids) <= self._most else self._cut(ids, keep_end=keep_end) for ids in found]

    def _cut(self, ids: Ids, *, keep_end: bool) -> Ids:
        start = MARK if keep_end else self._most - 1
        return np.concatenate([ids[:start], ids[start - self._most :]])
