from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.page_pictures import page_count, page_picture, png


def test_pages_are_counted_and_drawn(make_pdf: Callable[..., bytes]) -> None:
    data = make_pdf([["Förbundet kan ge stöd."], ["Ansökan görs av kommunen."]])
    assert page_count(data) == 2
    drawn = Image.open(io.BytesIO(page_picture(data, 2)))
    assert drawn.format == "PNG" and drawn.size[0] == 1000 and 1410 < drawn.size[1] < 1420
    assert len(drawn.convert("L").getcolors() or []) > 2, "there are letters on it"


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_refused(make_pdf: Callable[..., bytes], page: int) -> None:
    data = make_pdf([["Förbundet kan ge stöd."], ["Slut."]])
    with pytest.raises(ImportRefusedError) as caught:
        page_picture(data, page)
    assert str(caught.value) == messages.IMPORT_NOT_DRAWN.format(page=page)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7 \xff" * 1000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ImportRefusedError):
        page_count(data)


def test_a_protected_one_is_refused(make_pdf: Callable[..., bytes]) -> None:
    with pytest.raises(ImportRefusedError):
        page_count(make_pdf([["Hemligt."]], password="x"))


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_rows_become_a_picture_whatever_stands_between_them(channels: int) -> None:
    row = bytes(range(2 * channels))
    made = png((row + b"\xee") * 3, 2, 3, len(row) + 1, channels)
    picture = Image.open(io.BytesIO(made))
    expected = {1: (0, 1), 3: ((0, 1, 2), (3, 4, 5)), 4: ((0, 1, 2), (4, 5, 6))}[channels]
    assert picture.size == (2, 3)
    assert tuple(picture.getpixel((x, 2)) for x in range(2)) == expected
    length, kind = struct.unpack(">I4s", made[33:41])
    assert kind == b"IDAT" and len(zlib.decompress(made[41 : 41 + length])) == 3 * (1 + 2 * min(channels, 3))
