"""Splitting Swedish (and English) prose into sentences.

A rule in the manner of the Punkt family without its training: a full stop, question or exclamation mark
ends a sentence when white space and the start of a new sentence follow, unless the stop belongs to a known
abbreviation, an initial or an ordinal. Wrong joins are harmless (a longer quote), wrong splits are not (half
a rule), so doubt joins.
"""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    [
        "adr",
        "ang",
        "anm",
        "avd",
        "avs",
        "bil",
        "bl.a",
        "bl.a.",
        "ca",
        "dir",
        "dnr",
        "dr",
        "d.v.s",
        "dvs",
        "d.ä",
        "d.y",
        "e.d",
        "e.g",
        "eg",
        "ek",
        "el",
        "em",
        "enl",
        "etc",
        "e.kr",
        "ev",
        "exkl",
        "f",
        "f.d",
        "ff",
        "f.m",
        "f.ö",
        "fig",
        "fr.o.m",
        "fr",
        "fro",
        "förf",
        "föreg",
        "förk",
        "g.m",
        "ggr",
        "i.e",
        "i.s",
        "inkl",
        "inv",
        "jfr",
        "jur",
        "kap",
        "kl",
        "kr",
        "l",
        "lat",
        "lr",
        "m.a.o",
        "m.fl",
        "m.m",
        "m",
        "fl",
        "max",
        "min",
        "mfl",
        "mm",
        "mom",
        "mr",
        "mrs",
        "ms",
        "motsv",
        "möjl",
        "n.b",
        "nr",
        "nuv",
        "o.d",
        "o.dyl",
        "o.s.v",
        "obs",
        "osv",
        "p.g.a",
        "pga",
        "prof",
        "prop",
        "ref",
        "reg",
        "resp",
        "rev",
        "s",
        "s.a.s",
        "s.k",
        "sek",
        "sep",
        "sid",
        "sign",
        "sk",
        "skr",
        "st",
        "str",
        "t.ex",
        "tex",
        "t.o.m",
        "tom",
        "t.v",
        "tel",
        "tfn",
        "tv",
        "u.a",
        "ung",
        "uppl",
        "utg",
        "v",
        "v.g",
        "vol",
        "vs",
        "vard",
        "vd",
        "ä",
        "äv",
        "ö",
        "ö.h",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "okt",
        "nov",
        "dec",
    ]
)

_BOUNDARY = re.compile(r"""(?<![.!?…])[.!?…]++["”’'»)\]]*+\s+(?=["“”’'«(\[]*[A-ZÅÄÖÉÜ0-9])""")
_LAST_WORD = re.compile(r"([\w.\-]*\w)\.$")
_LONGEST_WORD = 40
"""Letters at the end that are looked at: more than any abbreviation has."""


def split_sentences(text: str) -> list[str]:
    """Split one paragraph, white space already collapsed, into sentences.

    Joined by single spaces the result is the input again.
    """
    sentences: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if _is_abbreviation(text[start : match.end()].rstrip()):
            continue
        sentences.append(text[start : match.end()].rstrip())
        start = match.end()
    tail = text[start:].strip()
    return [*sentences, tail] if tail else sentences


def _is_abbreviation(head: str) -> bool:
    """Whether the stop that ends `head` belongs to its last word rather than to the sentence."""
    word = _LAST_WORD.search(head[-_LONGEST_WORD:])
    if word is None:
        return False
    token = word[1].lower()
    initial = len(token) == 1 and token.isalpha()
    ordinal = token.isdigit() and len(token) <= 2
    return initial or ordinal or token in ABBREVIATIONS
