"""What a file is, told from its bytes; its name only has to agree."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from corpus import messages
from corpus.errors import ImportRefusedError


class Format(StrEnum):
    """A kind of document that can be read."""

    PDF = "PDF"
    DOCX = "Word (DOCX)"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    TEXT = "text"


EXTENSIONS = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
}
_OLE, _ENCRYPTED_PACKAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|main|article|p|h[1-6]|div)\b[^<>]*+>", re.IGNORECASE)
_HTML_START = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
"""Possessive, so that no document makes them try the same ways again and again."""
_SNIFFED = 4096
_MOST_UNPACKED = 150_000_000
_MOST_MEMBERS = 5_000


def sniff(name: str, data: bytes) -> Format:
    """The format of a file. Raises ImportRefusedError when it is none that can be read, or not what its name says."""
    if not data.strip():
        raise ImportRefusedError(messages.IMPORT_EMPTY)
    suffix = PurePath(name).suffix.lower()
    found = _from_bytes(data)
    if suffix not in EXTENSIONS:
        unknown = messages.IMPORT_UNSUPPORTED if suffix else messages.IMPORT_NO_SUFFIX
        raise ImportRefusedError(unknown.format(suffix=suffix))
    named = EXTENSIONS[suffix]
    if found is Format.TEXT and (named in (Format.MARKDOWN, Format.TEXT) or (named is Format.HTML and _has_tags(data))):
        return named
    if found is not named:
        raise ImportRefusedError(messages.IMPORT_WRONG_SUFFIX.format(suffix=suffix, found=found))
    return found


def _from_bytes(data: bytes) -> Format:
    head = data[:_SNIFFED]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        return _from_zip(data)
    if head.startswith(_OLE):
        protected = _ENCRYPTED_PACKAGE in data
        raise ImportRefusedError(messages.IMPORT_PROTECTED if protected else messages.IMPORT_OLD_WORD)
    if head.lstrip().startswith(b"{\\rtf"):
        raise ImportRefusedError(messages.IMPORT_UNSUPPORTED.format(suffix="RTF"))
    if _is_binary(data):
        raise ImportRefusedError(messages.IMPORT_BINARY)
    return Format.HTML if _HTML_START.match(head) else Format.TEXT


def _from_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ImportRefusedError(messages.IMPORT_DAMAGED) from error
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise ImportRefusedError(messages.IMPORT_BOMB)
    if any(member.flag_bits & 0x1 for member in members):
        raise ImportRefusedError(messages.IMPORT_PROTECTED)
    if not any(member.filename == "word/document.xml" for member in members):
        raise ImportRefusedError(messages.IMPORT_OTHER_ZIP)
    return Format.DOCX


def _is_binary(data: bytes) -> bool:
    """NUL bytes (but for UTF-16 with its mark) or more than a few control characters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    controls = sum(data.count(bytes([byte])) for byte in range(32) if byte not in b"\t\n\r\x0c\x0b")
    return b"\0" in data or controls > len(data) // 500 + 3


def _has_tags(data: bytes) -> bool:
    return bool(_HTML.search(data))
