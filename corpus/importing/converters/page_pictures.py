"""The pages of a PDF as pictures, to be seen beside what was read from them.

They are drawn in a process of its own with limits, as files are read (see `contained`): it gets the file on its
standard input, and the page's number, 0 for the number of pages, as its argument.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pypdfium2

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.contained import Limits, limit_process

_ROOT = Path(__file__).parents[3]
_LIMITS = Limits(seconds=30)
_WIDTH = 1000
"""Pixels across a page; a page that is longer than so many widths is cut off."""
_MOST_WIDTHS = 4


def page_count(data: bytes) -> int:
    """How many pages a PDF has. Raises ImportRefusedError when it cannot be drawn."""
    return int(_drawn(data, 0))


def page_picture(data: bytes, page: int) -> bytes:
    """A page, from 1 on, as PNG. Raises ImportRefusedError when it cannot be drawn, or there is no such page."""
    if page < 1:
        raise ImportRefusedError(messages.IMPORT_NOT_DRAWN.format(page=page))
    return _drawn(data, page)


def _drawn(data: bytes, page: int) -> bytes:
    command = [sys.executable, "-m", __name__, str(page)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=data, capture_output=True, timeout=_LIMITS.seconds, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ImportRefusedError(messages.IMPORT_TOO_SLOW.format(seconds=_LIMITS.seconds)) from error
    if done.returncode or not done.stdout:
        raise ImportRefusedError(messages.IMPORT_NOT_DRAWN.format(page=page))
    return done.stdout


def _answer(data: bytes, page: int) -> bytes:
    with pypdfium2.PdfDocument(data) as pdf:
        if page == 0:
            return str(len(pdf)).encode()
        sheet = pdf[page - 1]
        width, height = sheet.get_size()
        across = min(_WIDTH, _WIDTH * _MOST_WIDTHS * width / max(height, 1))
        pdf.init_forms()
        bitmap = sheet.render(scale=across / max(width, 1), rev_byteorder=True, may_draw_forms=True)
        return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """RGB or RGBX rows as a PNG file (ISO/IEC 15948): one IDAT, no filter."""
    rows = (pixels[line * stride : line * stride + width * channels] for line in range(height))
    if channels == 1:
        colour, kept = 0, list(rows)
    else:
        colour, kept = 2, [_rgb(row, channels) for row in rows]
    body = zlib.compress(b"".join(b"\0" + row for row in kept), 6)
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    )


def _rgb(row: bytes, channels: int) -> bytes:
    if channels == 3:
        return row
    only = bytearray(len(row) // channels * 3)
    for place in range(3):
        only[place::3] = row[place::channels]
    return bytes(only)


def main() -> None:
    """The child."""
    limit_process(_LIMITS)
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), int(sys.argv[1])))


if __name__ == "__main__":
    main()
