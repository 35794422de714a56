"""Text that is set above the line: a footnote's mark, the power of a unit, the minutes of an hour.

Set in line, it would read as a part of the amount or word before it. A mark is left out; anything else keeps its place
above the line, by the raised characters of Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_SEVERAL = re.compile(r"[\s,]+")
_STARS = re.compile(r"\*{1,3}")
_MEASURE = re.compile(r"(?<![^\W\d])(?:[mckd]?m|CO)\s*$", re.IGNORECASE)
"""What a raised number behind makes no footnote of: 20 m², 20m², CO²."""
_WORD = re.compile(r"[^\W\d_]{3}[.,;:!?)”\"]?$")
_DEGREE = re.compile(r"\d\s*")
_ABOVE = str.maketrans("0123456789+-−()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_RAISED_LETTER = re.compile(r"[a-z]|[\d+\-−(),./]+")


@dataclass(frozen=True, slots=True)
class RaisedText:
    """Text above the line, and what stands before and after it in its line or paragraph."""

    text: str
    before: str
    after: str

    @property
    def marks(self) -> tuple[str, ...]:
        """What it could refer to: each of "1, 2" without brackets."""
        return tuple(part.strip("[]()") for part in _SEVERAL.split(self.text.strip()) if part.strip("[]()"))

    @property
    def begins_note(self) -> bool:
        """Whether nothing stands before it: then what follows is the note that its mark belongs to."""
        return bool(self.marks) and not self.before.strip()


class RaisedReader:
    """Reads a document's raised texts in their order.

    A number is a footnote's mark behind a word, where a note begins with it, where it has been one, and where it is the
    next one: footnotes are counted from one. A letter is one only where a note begins with it.
    """

    def __init__(self) -> None:
        self._next = 1
        self._known: set[str] = set()

    def read(self, found: Sequence[RaisedText], notes: Collection[str]) -> list[str]:
        """As what each is read, which is nothing for a mark. `notes` are marks that are known to have a note."""
        self._known |= {mark for each in found if each.begins_note for mark in each.marks} | set(notes)
        return ["" if self._is_mark(each) else _above(each) for each in found]

    def _is_mark(self, found: RaisedText) -> bool:
        marks = found.marks
        if not marks or found.after.lstrip().startswith(("/", "⁄")) or _MEASURE.search(found.before):
            return False
        numbers = [int(mark) for mark in marks if mark.isdecimal() and len(mark) < 4]
        in_turn = numbers == [*range(self._next, self._next + len(marks))]
        behind_word = len(numbers) == len(marks) and bool(_WORD.search(found.before))
        if not (in_turn or behind_word or all(mark in self._known or _STARS.fullmatch(mark) for mark in marks)):
            return False
        self._known |= {*marks}
        if not found.begins_note:
            self._next = max([self._next, *(number + 1 for number in numbers)])
        return True


def _above(found: RaisedText) -> str:
    """What is no mark: the 2 of m² and the 30 of 18³⁰ stay above the line, "st" comes down."""
    raised = found.text.strip()
    if raised == "o" and _DEGREE.search(found.before[-2:]):
        return "°"
    return raised.translate(_ABOVE) if _RAISED_LETTER.fullmatch(raised) else found.text
