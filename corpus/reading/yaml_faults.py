"""What is wrong with a YAML text, in Swedish and with its line.

PyYAML and the C library beneath it word their reasons in English, and not alike. Staff read Swedish, so the common
reasons are recognised by words that both use, and any other is told in a general way.
"""

from __future__ import annotations

import re

import yaml

from corpus import messages

_NOTICED_LATE = re.compile("expected ':'|found unexpected document")
"""A key without a colon and a quote without an end are noticed further down, and told where they begin."""


class RefusedYamlError(yaml.YAMLError):
    """Sound YAML that is refused all the same. `line` is counted from 0, `reason` is in Swedish."""

    def __init__(self, reason: str, event: yaml.Event) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, event.start_mark.line if event.start_mark else 0


def fault(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line of `text`, counted from 0, where it cannot be read, and why."""
    match error:
        case RefusedYamlError():
            return error.line, error.reason
        case yaml.reader.ReaderError():
            # Only one of the two libraries gives the position in characters, but both give the character.
            return text.count("\n", 0, text.find(chr(error.character))), messages.YAML_CONTROL_CHARACTER
        case yaml.MarkedYAMLError(problem_mark=mark, context_mark=start) if mark is not None:
            sign = text[mark.index : mark.index + 1]
            late = not sign or _NOTICED_LATE.search(error.problem or "")
            place = start if late and start is not None else mark
            return min(place.line, text.count("\n")), _in_swedish(f"{error.context}: {error.problem}", sign)
    return 0, messages.YAML_OTHER


def _in_swedish(reason: str, sign: str) -> str:
    if sign == "\t" or "tab character" in reason:
        return messages.YAML_TAB
    known = (told for words, told in messages.YAML_REASONS.items() if re.search(words, reason))
    return next(known, messages.YAML_OTHER).format(sign=sign)
