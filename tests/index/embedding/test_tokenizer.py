from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.embedding.e5_file import E5File, bundled_file
from index.embedding.tokenizer import MAX_TOKENS, PieceTokenizer

BEGIN, END, UNKNOWN = 0, 2, 3


@pytest.fixture(scope="module")
def tokenizer(e5: E5File) -> PieceTokenizer:
    return PieceTokenizer(e5.pieces)


def ids(tokenizer: PieceTokenizer, text: str) -> list[int]:
    (found,) = tokenizer.pieces([text])
    assert found.dtype == np.int64
    return list(map(int, found))


def names(tokenizer: PieceTokenizer, e5: E5File, text: str) -> list[str]:
    """The pieces between the marks."""
    return [e5.pieces.scored[at][0] for at in ids(tokenizer, text)[1:-1]]


def test_a_question_is_cut_as_the_model_was_taught(tokenizer: PieceTokenizer, e5: E5File) -> None:
    asked = "query: Kan vi få pengar?"
    assert ids(tokenizer, asked) == [BEGIN, 41, 1294, 12, 2734, 279, 1587, 25622, 32, END]
    assert names(tokenizer, e5, asked) == ["▁que", "ry", ":", "▁Kan", "▁vi", "▁få", "▁pengar", "?"]


def test_an_empty_text_is_its_marks(tokenizer: PieceTokenizer) -> None:
    assert ids(tokenizer, "") == [BEGIN, END]
    assert tokenizer.pieces([]) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ﬁnansiera", "finansiera"),
        ("Ｋａｎ ｖｉ？", "Kan vi?"),
        ("fo\u0308rbund", "förbund"),
        ("Kan   vi    få", "Kan vi få"),
        ("Kan\u00a0vi få", "Kan vi få"),
    ],
)
def test_what_is_written_otherwise_is_read_alike(tokenizer: PieceTokenizer, written: str, meant: str) -> None:
    assert ids(tokenizer, written) == ids(tokenizer, meant)


def test_of_a_long_text_the_beginning_is_kept_or_the_end_with_the_mark(tokenizer: PieceTokenizer) -> None:
    text = "query: " + " ".join(f"rad {number}" for number in range(400))
    (whole,) = PieceTokenizer(bundled_file().pieces, max_tokens=10_000).pieces([text])
    ((first,), (last,)) = tokenizer.pieces([text]), tokenizer.pieces([text], keep_end=True)
    assert len(first) == len(last) == MAX_TOKENS < len(whole)
    assert first.tolist() == [*whole[: MAX_TOKENS - 1], END]
    assert last.tolist() == [*whole[:4], *whole[4 - MAX_TOKENS :]]
    (short,) = tokenizer.pieces(["query: Kan vi?"], keep_end=True)
    assert short.tolist() == ids(tokenizer, "query: Kan vi?")


@pytest.mark.parametrize(("often", "pieces"), [(1, 6), (60, 242), (600, MAX_TOKENS)])
def test_a_ligature_of_four_words_is_spelled_out(tokenizer: PieceTokenizer, often: int, pieces: int) -> None:
    found = ids(tokenizer, "\ufdfa" * often)
    assert found == ids(tokenizer, unicodedata.normalize("NFKC", "\ufdfa") * often)
    assert len(found) == pieces
    assert UNKNOWN not in found


def test_a_long_text_is_cut_at_its_end_and_keeps_its_marks(tokenizer: PieceTokenizer) -> None:
    long, longer = ids(tokenizer, "Kan vi få pengar? " * 300), ids(tokenizer, "Kan vi få pengar? " * 3000)
    assert len(long) == MAX_TOKENS == 512
    assert long == longer
    assert (long[0], long[-1]) == (BEGIN, END)
    assert END not in long[:-1]
    short = ids(tokenizer, "Kan vi få pengar?")
    assert long[: len(short) - 1] == short[:-1]


def test_texts_are_cut_where_it_is_asked(e5: E5File, tokenizer: PieceTokenizer) -> None:
    short = PieceTokenizer(e5.pieces, max_tokens=6)
    asked = "query: Kan vi få pengar?"
    assert ids(short, asked) == [*ids(tokenizer, asked)[:5], END]
    assert ids(short, "Kan vi") == ids(tokenizer, "Kan vi")


def test_a_nul_does_not_cut_the_text_off(tokenizer: PieceTokenizer, e5: E5File) -> None:
    assert names(tokenizer, e5, "Kan vi få\0 pengar?")[-2:] == ["▁pengar", "?"]
    assert ids(tokenizer, "\0")[0] == BEGIN


def test_a_sign_that_the_model_never_saw_is_one_unknown_piece(tokenizer: PieceTokenizer, e5: E5File) -> None:
    assert names(tokenizer, e5, "Kan 𓀀 få") == ["▁Kan", "▁", "<unk>", "▁få"]


def test_company_changes_no_pieces(tokenizer: PieceTokenizer) -> None:
    texts = ["Kan vi få pengar?", "", "Who pays the supervisor for a year?", "x" * 4000]
    together = [found.tolist() for found in tokenizer.pieces(texts)]
    assert together == [ids(tokenizer, text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda number: ids(tokenizer, texts[number % 4]), range(64))
        assert list(found) == together * 16


def letters(text: str) -> list[str]:
    return [char for char in text if not char.isspace() and char != "▁"]


@given(text=st.text(max_size=60))
@example(text="<s> </s> <pad>")
@example(text="▁▁")
@example(text="\x85")
@settings(max_examples=200, deadline=None)
def test_any_text_is_cut_into_known_pieces_between_two_marks(tokenizer: PieceTokenizer, e5: E5File, text: str) -> None:
    found = ids(tokenizer, text)
    assert (found[0], found[-1]) == (BEGIN, END)
    assert all(0 <= at < len(e5.pieces.scored) for at in found)
    read = "".join("" if at == UNKNOWN else e5.pieces.scored[at][0] for at in found[1:-1])
    assert UNKNOWN in found or letters(read) == letters(unicodedata.normalize("NFKC", text))


def test_a_line_break_or_tab_parts_words_as_a_space_does(e5: E5File) -> None:
    tokenizer = PieceTokenizer(e5.pieces)
    spaced, broken, tabbed = tokenizer.pieces(["Kan vi få stöd", "Kan vi\nfå stöd", "Kan\tvi få \n stöd"])
    assert broken.tolist() == tabbed.tolist() == spaced.tolist()
    assert e5.pieces.unknown not in broken
