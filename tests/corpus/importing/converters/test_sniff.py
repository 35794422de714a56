from __future__ import annotations

import contextlib
import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.sniff import Format, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = b"<!DOCTYPE html><html><body><p>Hej</p></body></html>"


def zipped(*names: str, size: int = 10) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return stream.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", b"%PDF-1.7\n...", Format.PDF),
        ("A.PDF", b"\n\n%PDF-1.4\n...", Format.PDF),
        ("a.docx", DOCX, Format.DOCX),
        ("a.html", HTML, Format.HTML),
        ("a.htm", b"<h1>Hej</h1><p>du</p>", Format.HTML),
        ("a.html", b"\xef\xbb\xbf<!-- en kommentar --><html><p>x</p></html>", Format.HTML),
        ("a.md", "# Stöd".encode(), Format.MARKDOWN),
        ("a.txt", "Stöd åt alla".encode("latin-1"), Format.TEXT),
        ("a.txt", "Stöd".encode("utf-16"), Format.TEXT),
        ("a.txt", "Priset är <p> kronor".encode(), Format.TEXT),
    ],
)
def test_a_file_is_what_its_bytes_say(name: str, data: bytes, expected: Format) -> None:
    assert sniff(name, data) is expected


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", messages.IMPORT_EMPTY),
        ("a.md", b" \n\t\n", messages.IMPORT_EMPTY),
        ("a.pdf", DOCX, messages.IMPORT_WRONG_SUFFIX.format(suffix=".pdf", found="Word (DOCX)")),
        ("a.docx", b"%PDF-1.7", messages.IMPORT_WRONG_SUFFIX.format(suffix=".docx", found="PDF")),
        ("a.txt", HTML, messages.IMPORT_WRONG_SUFFIX.format(suffix=".txt", found="HTML")),
        ("a.html", b"Bara text", messages.IMPORT_WRONG_SUFFIX.format(suffix=".html", found="text")),
        ("a.pdf", b"Bara text", messages.IMPORT_WRONG_SUFFIX.format(suffix=".pdf", found="text")),
        ("a.exe", b"Bara text", messages.IMPORT_UNSUPPORTED.format(suffix=".exe")),
        ("beslut", b"Bara text", messages.IMPORT_NO_SUFFIX),
        ("a.doc", OLE + b"\0" * 600, messages.IMPORT_OLD_WORD),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), messages.IMPORT_PROTECTED),
        ("a.rtf", rb"{\rtf1 Hej}", messages.IMPORT_UNSUPPORTED.format(suffix="RTF")),
        ("a.odt", zipped("mimetype", "content.xml"), messages.IMPORT_OTHER_ZIP),
        ("a.docx", zipped("xl/workbook.xml"), messages.IMPORT_OTHER_ZIP),
        ("a.docx", DOCX[:80], messages.IMPORT_DAMAGED),
        ("a.txt", bytes(range(256)) * 4, messages.IMPORT_BINARY),
        ("a.txt", b"\x01\x02\x03\x04\x05\x06" * 9, messages.IMPORT_BINARY),
        ("a.docx", zipped("word/document.xml", size=160_000_000), messages.IMPORT_BOMB),
        ("a.docx", zipped("word/document.xml", *(f"{n}" for n in range(5001))), messages.IMPORT_BOMB),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_line(name: str, data: bytes, message: str) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        sniff(name, data)
    assert str(caught.value) == message
    assert "\n" not in message


def test_a_zip_that_asks_for_a_password_is_told_apart(
    make_docx: Callable[[Callable[[Any], object]], bytes],
) -> None:
    data = bytearray(make_docx(lambda document: document.add_paragraph("Hej")))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        assert len(archive.infolist()) > 3
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(ImportRefusedError, match="lösenord"):
        sniff("a.docx", bytes(data))


@pytest.mark.parametrize(("name", "data"), [("a.md", b"<!---->" * 500 + b"text"), ("a.html", b"<p " * 400_000)])
def test_no_document_takes_long_to_recognise(name: str, data: bytes) -> None:
    began = time.process_time()
    with contextlib.suppress(ImportRefusedError):
        sniff(name, data)
    assert time.process_time() - began < 2  # backtracking would take hours
