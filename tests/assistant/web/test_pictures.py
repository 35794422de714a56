"""Which pictures are taken as a logo."""

from __future__ import annotations

import pytest

from assistant.web.pictures import MOST_BYTES, PictureRefusedError, picture_suffix

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"\x89PNG\r\n\x1a\nx", ".png"),
        (b"\xff\xd8\xff\xe0x", ".jpg"),
        (b"RIFF0000WEBPVP8 ", ".webp"),
        (f'<?xml version="1.0"?><!-- x -->{HEAD} width="10"><title>Å</title><path d="M0 0"/></svg>'.encode(), ".svg"),
        (
            f'{HEAD}><defs><linearGradient id="a"/></defs><g fill="url(#a)"/><use xlink:href="#a"/></svg>'.encode(),
            ".svg",
        ),
        (f"{HEAD}><style>.a {{ fill: url(#b); }}</style></svg>".encode(), ".svg"),
        (b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', ".svg"),
    ],
)
def test_a_picture_is_known_by_its_content(content: bytes, suffix: str) -> None:
    assert picture_suffix(content) == suffix


@pytest.mark.parametrize(
    "inner",
    [
        "<script>1</script>",
        "<SCRIPT>1</SCRIPT>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>',
        '<g onload="x()"/>',
        '<use href="https://annan.example/a.svg#b"/>',
        '<use xlink:href="data:image/svg+xml,x"/>',
        '<image href="#a"/>',
        "<foreignObject/>",
        '<a href="#x"/>',
        '<rect fill="url(https://annan.example/x)"/>',
        '<rect style="fill: URL( &quot;//annan.example&quot; )"/>',
        "<style>@import 'x';</style>",
        "<style>.a{fill:u\\72l(//x)}</style>",
        "<style>.a{fill:ur<!-- -->l(//annan.example)}</style>",
        '<animate attributeName="href" to="javascript:1"/>',
        '<set attributeName="href" to="javascript:1"/>',
        '<?xml-stylesheet href="//annan.example"?>',
    ],
)
def test_a_drawing_that_runs_or_fetches_is_refused(inner: str) -> None:
    with pytest.raises(PictureRefusedError) as refused:
        picture_suffix(f"{HEAD}>{inner}</svg>".encode())
    assert refused.value.reason == "unsafe_svg"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_picture"),
        (b"x" * (MOST_BYTES + 1), "large_picture"),
        (b"<html></html>", "unknown_picture"),
        (b"GIF89a", "unknown_picture"),
        (b"<svg", "broken_svg"),
        (b'<html><svg xmlns="http://www.w3.org/2000/svg"/></html>', "unsafe_svg"),
        (b"<svg/>", "unsafe_svg"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "unsafe_svg"),
        (f"{HEAD}>{'<g/>' * 20_001}</svg>".encode(), "unsafe_svg"),
    ],
)
def test_what_is_no_picture_is_told_so(content: bytes, reason: str) -> None:
    with pytest.raises(PictureRefusedError) as refused:
        picture_suffix(content)
    assert refused.value.reason == reason
