"""What the forms are made of in which people name a day or period.

Swedish and English stand side by side, with the Norwegian and Danish words that differ. The named group `core`, where
there is one, is the place of the time itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.question.time.meanings import Meaning
from assistant.question.time.time_names import ANY_RELATIVE_YEAR, MONTHS, NUMBERS
from corpus.language_rules import Rule, words
from corpus.months import any_month


@dataclass(frozen=True)
class Form(Rule):
    """One way of naming a time."""

    meaning: Meaning
    is_event: bool = False
    """It names a turning point: "after" it means from that day on."""
    is_day: bool = False
    """It names a day; where there is no such day, no other form reads a part of it."""


MONTH = rf"(?P<month> {any_month(MONTHS)} ) \b \.?"
YEAR = r"(?P<year> (?: 19 | 20 ) \d\d )"
DAY = r"(?P<day> \d{1,2} ) (?: st | nd | rd | th | :?[ae] )?"
NUMBER = rf"(?P<number> \d{{1,2}} | {words(*NUMBERS)} )"
_UNIT = words(
    swedish="dag(?:ar)? | veck(?:a|or) | månad(?:er)? | halvår | år",
    english="days? | weeks? | months? | half(?: a)? year | years?",
)
UNIT = rf"(?P<unit> {_UNIT} )"
WHICH_YEAR = rf"(?: \s+ (?: under \s+ )? (?P<which_year> {ANY_RELATIVE_YEAR} ) \b )?"
"""Behind a day or month, the year that is meant."""

NO_NUMBER_BEFORE = r"""
    (?<! [\w§:/.,+-] ) (?<! §\  ) (?<! lag\ \( ) (?<! sfs\  )    # the number of a law or of its paragraph
    (?<! nr\  ) (?<! nummer\  )
    (?<! agenda\  ) (?<! vision\  )                              # a programme called by a year
    (?<! kr\  ) (?<! belopp\  ) (?<! million\  ) (?<! \d\  )     # an amount
"""
"""Before four digits that are a year and nothing else."""
_COUNTED = words(
    money=r"kr\b | kronor | tkr | sek\b | euro | crowns | % | procent",
    people=r"person | deltagar | människor | anställd | people | participant",
    things=r"timm | st\b | plats | företag\b | hours | places",
    thousands=r"\d{2,3}\b",
)
NO_NUMBER_AFTER = rf"(?! \d | [:.,]\d | -?\d{{2,}} | \s? {_COUNTED} )"
"""After them."""
