from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import pytest

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.contained import Limits, convert_contained
from corpus.importing.converters.convert import convert
from corpus.importing.converters.sniff import Format


def test_the_child_reads_what_the_converter_reads(make_pdf: Callable[..., bytes]) -> None:
    data = make_pdf([[(70.0, 18.0, "Riktlinjer"), "Åtgärder ges:", "•  Överenskommelser", "1. Ansök"]])
    assert convert_contained(data, Format.PDF) == convert(data, Format.PDF)
    html = "<h1>Rubrik</h1><ul><li>å<ol><li>ö</ol></ul><table><tr><td>a<td>b<tr><td>c<td>d</table>".encode()
    assert convert_contained(html, Format.HTML) == convert(html, Format.HTML)


def bomb(size: int) -> bytes:
    """A PDF whose one page unpacks to `size` bytes of text operators."""
    packed = zlib.compress(b"BT /F1 9 Tf (a) Tj ET\n" * (size // 22), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return body + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


def test_a_pdf_that_unpacks_without_end_stops_at_the_memory_limit() -> None:
    data = bomb(200_000_000)
    assert len(data) < 2_000_000
    started = time.monotonic()
    with pytest.raises(ImportRefusedError) as caught:
        convert_contained(data, Format.PDF, Limits(seconds=20, megabytes=256))
    assert str(caught.value) in (messages.IMPORT_TOO_MUCH, messages.IMPORT_DAMAGED)
    assert time.monotonic() - started < 20


def test_a_file_that_takes_too_long_is_given_up() -> None:
    started = time.monotonic()
    with pytest.raises(ImportRefusedError) as caught:
        convert_contained(bomb(60_000_000), Format.PDF, Limits(seconds=1, megabytes=1536))
    assert str(caught.value) in (messages.IMPORT_TOO_SLOW.format(seconds=1), messages.IMPORT_TOO_MUCH)
    assert time.monotonic() - started < 10


def test_a_refusal_comes_through_in_its_own_words(make_pdf: Callable[..., bytes]) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        convert_contained(make_pdf([["x"]], password="y"), Format.PDF)
    assert str(caught.value) == messages.IMPORT_PROTECTED


@pytest.mark.parametrize("format_", [Format.PDF, Format.DOCX])
def test_what_a_converter_stumbles_over_is_damaged(format_: Format) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        convert_contained(b"%PDF-1.4 skr\xe4p PK\x03\x04", format_)
    assert str(caught.value) in (messages.IMPORT_DAMAGED, messages.IMPORT_NO_TEXT_LAYER)


def test_html_nested_without_end_does_no_harm() -> None:
    html = ("<div>" * 20_000 + "Hej då." + "</div>" * 20_000).encode()
    try:
        read = convert_contained(html, Format.HTML, Limits(seconds=20))
    except ImportRefusedError as error:
        assert "\n" not in str(error)
    else:
        assert "Hej då." in read.words
