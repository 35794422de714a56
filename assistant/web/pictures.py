"""Which pictures may be shown as the federation's own: told by what they hold, not by their names."""

from __future__ import annotations

import re
from xml.parsers import expat

MOST_BYTES = 200 * 1024
_SVG = "http://www.w3.org/2000/svg"
_FORBIDDEN = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "animate", "set", "handler",
              "animatetransform", "animatemotion", "listener", "link", "meta", "base", "image", "feimage",
              "a"}  # fmt: skip
"""Elements that run something, fetch something, or lead elsewhere."""
_REFERENCES = {"href", "src", "data", "action", "formaction", "base"}
_OUTSIDE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|-moz-binding|\\", re.IGNORECASE)
"""What styles fetch from elsewhere; a backslash can hide any of it."""
_MOST_ELEMENTS = 20_000


class PictureRefusedError(Exception):
    """A picture that is not taken. `reason` names the text that says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def picture_suffix(content: bytes) -> str:
    """How a file with this content is called at its end: .png, .jpg, .webp or .svg. Raises PictureRefusedError."""
    if not content:
        raise PictureRefusedError("no_picture")
    if len(content) > MOST_BYTES:
        raise PictureRefusedError("large_picture")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if content.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return ".webp"
    if b"<svg" in content or b":svg" in content:
        _check_svg(content)
        return ".svg"
    raise PictureRefusedError("unknown_picture")


def _check_svg(content: bytes) -> None:
    """Raise PictureRefusedError unless the drawing holds nothing but itself."""
    parser = expat.ParserCreate(namespace_separator=" ")
    seen, in_style, style = [0], [0], list[str]()

    def refuse(*_: object) -> None:
        raise PictureRefusedError("unsafe_svg")

    def begin(name: str, attributes: dict[str, str]) -> None:
        seen[0] += 1
        space, _, local = name.rpartition(" ")
        if (seen[0] == 1 and (space, local) != (_SVG, "svg")) or seen[0] > _MOST_ELEMENTS:
            refuse()
        if local.lower() in _FORBIDDEN:
            refuse()
        in_style[0] += local.lower() == "style"
        for attribute, value in attributes.items():
            key = attribute.rpartition(" ")[2].lower()
            leads_out = key in _REFERENCES and not value.strip().startswith("#")
            if key.startswith("on") or leads_out or _OUTSIDE.search(value):
                refuse()

    def end(name: str) -> None:
        in_style[0] -= name.rpartition(" ")[2].lower() == "style"

    def text(words: str) -> None:
        if in_style[0]:
            style.append(words)

    # Entities could hold anything, and grow without end; a stylesheet instruction fetches.
    parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise PictureRefusedError("broken_svg") from error
    if _OUTSIDE.search("".join(style)):
        refuse()
