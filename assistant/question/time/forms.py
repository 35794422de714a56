"""The forms in which people name a day or period, each with its meaning.

Patterns are matched against folded text (lower case, å and ä as a, ö as o), Swedish and English side by side, with the
Norwegian and Danish words that differ. The named group `core`, where there is one, is the place of the time itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.time.meanings import (
    MONTHS,
    NUMBERS,
    RELATIVE_YEARS,
    SEASONS,
    Meaning,
    away,
    days_off,
    months_off,
    of_decade,
    of_last_season,
    of_month,
    of_part,
    of_season,
    of_turn,
    of_year,
    of_yearless_day,
    of_yearless_month,
    of_years,
    weeks_off,
    years_off,
)

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(NUMBERS) + ")"
_UNIT = r"(?P<unit>dag(?:ar)?|veck(?:a|or)|manad(?:er)?|ar|days?|weeks?|months?|years?)"
_NUMBER_AGO, _UNIT_AGO = _NUMBER.replace("<number>", "<number_ago>"), _UNIT.replace("<unit>", "<unit_ago>")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|:?[ae])?"
_NO_NUMBER_BEFORE = (
    r"(?<![\w§:/.,+-])(?<!§ )(?<!nr )(?<!sfs )(?<!agenda )(?<!vision )(?<!kr )(?<!lag \()(?<!\d )"
    r"(?<!nummer )(?<!belopp )(?<!million )"
)
_NO_NUMBER_AFTER = (
    r"(?!\d|[:.,]\d|-?\d{2,}|\s?(?:kr\b|kronor|tkr|sek\b|euro|%|procent|person|deltagar|manniskor|timm|st\b|plats|"
    r"anstalld|foretag\b|people|participant|hours|places|crowns|\d{2,3}\b))"
)
_BEFORE_MONTH = (
    r"\b(?:i|in|by|fran|from|fore|till|efter|after|innan|under|sedan|sen|since|during|until|before|med|manaden)\s+"
)
_WHICH_YEAR = rf"(?:\s+(?:under\s+)?(?P<which_year>{'|'.join(RELATIVE_YEARS.values())})\b)?"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming a time."""

    pattern: re.Pattern[str]
    meaning: Meaning
    is_event: bool = False
    """It names a turning point: "after" it means from that day on."""
    is_day: bool = False
    """It names a day; where there is no such day, no other form reads a part of it."""


def _form(pattern: str, meaning: Meaning, *, is_event: bool = False, is_day: bool = False) -> Form:
    return Form(re.compile(pattern), meaning, is_event, is_day)


FORMS = (
    _form(
        r"\b(?:(?P<which>nasta|kommande|forra|senaste|next|coming|last)\s+)?"
        r"(?:arsskiftet?|nyarsdagen|nyar(?:et)?|turn of the year|new year(?:'s(?: day)?)?)\b"
        rf"(?:\s+{_YEAR}(?:\s?[-/–]\s?(?P<to>\d{{2,4}}))?)?",
        of_turn,
        is_event=True,
    ),
    _form(
        rf"(?:\b(?:mellan|between|fran|from)\s+(?:ar(?:en)?\s+)?)?{_NO_NUMBER_BEFORE}{_YEAR}\s?"
        r"(?:[-–/]|till och med|till|och|to|and)\s?(?P<to>(?:19|20)\d\d|(?<=[-–/])\d\d)(?!\d|-\d)",
        of_years,
    ),
    _form(
        r"\b(?P<nth>forsta|andra|tredje|fjarde|first|second|third|fourth)\s+(?P<part>halvaret|half|kvartalet|quarter)\b"
        rf"(?:\s+(?:ar\s+|of\s+|in\s+)?{_YEAR})?",
        of_part,
    ),
    _form(rf"\b(?P<part>q|kvartal )(?P<nth>[1-4])\s+{_YEAR}", of_part),
    _form(rf"\b(?P<season>{'|'.join(SEASONS)})\s+{_YEAR}", of_season),
    _form(rf"(?<![\d/-])\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:\s+{_YEAR}|{_WHICH_YEAR})", of_yearless_day, is_day=True),
    _form(rf"\b{_MONTH}\s+(?:ar\s+|of\s+)?['’-]?(?P<year>(?:19|20)\d\d|(?<=['’-])\d\d|0\d)(?!\d)", of_month),
    _form(rf"\b{_MONTH}\s+{_DAY}(?![\d:]|\w)(?:,?\s+{_YEAR}|{_WHICH_YEAR})", of_yearless_day, is_day=True),
    _form(
        r"\b(?:den|fran|efter|fore|sedan|per|till|med|o ?m|from|by|on|since|before|after)\s+"
        rf"(?P<core>(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?![\d/]){_WHICH_YEAR})",
        of_yearless_day,
    ),
    _form(r"\b(?P<year>(?:19|20)\d0)(?:-?talet|s)\b", of_decade),
    _form(rf"{_NO_NUMBER_BEFORE}{_YEAR}{_NO_NUMBER_AFTER}", of_year),
    _form(rf"{_BEFORE_MONTH}(?P<core>{_MONTH}(?!\s*\d){_WHICH_YEAR})", of_yearless_month),
    _form(rf"\bfor\s+{_NUMBER}\s+{_UNIT}\s+(?:sedan|sen|siden)\b|\b{_NUMBER_AGO}\s+{_UNIT_AGO}\s+ago\b", away(-1)),
    _form(rf"\b(?:om|in)\s+{_NUMBER}\s+{_UNIT}\b(?P<number_ago>)(?P<unit_ago>)", away(1)),
    _form(r"\bi (?P<season>varas|somras|hostas)\b", of_last_season),
    _form(r"\b(?:forra veckan|last week)\b", weeks_off(-1)),
    _form(r"\b(?:nasta vecka|next week)\b", weeks_off(1)),
    *(_form(rf"\b(?:{said})\b", years_off(offset)) for offset, said in RELATIVE_YEARS.items()),
    _form(r"(?<=\s)['’-](?P<year>\d\d)(?![\w-])", of_year),
    _form(r"\b(?:forra manaden|last month)\b", months_off(-1)),
    _form(r"\b(?:nasta manad|next month)\b", months_off(1)),
    _form(r"\b(?:i ?morgon|tomorrow)\b", days_off(1)),
    _form(r"\b(?:i ?gar|yesterday)\b", days_off(-1)),
    _form(
        r"\b(?:i ?dag|just nu|nu|for narvarande|i dagslaget|i nulaget|today|(?:right |just )?now|at present|currently|"
        r"at the moment)\b",
        days_off(0),
    ),
)
"""In order of precedence: where two forms overlap, the earlier one is meant."""
