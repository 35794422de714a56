"""One form for what people write in many, so that the embedding model and the n-grams see them alike.

Only what is compared is changed: questions, sample questions and passages on their way into the index. Nothing that
is shown or quoted goes through here.
"""

from __future__ import annotations

import re

from corpus.dates import with_dates_alike

_SHOUTED_LETTERS = 8
_SHOUTED_SHARE = 0.7
_TELEGRAM_STOP = re.compile(r"\s+STOPP?\b[.,]?")


def normal_form(text: str) -> str:
    """The text with its dates written alike, and in lower case where it is shouted.

    Models take capitals for names: "SISTA DAG?" lies far from "sista dag?". In a shouted text STOP ends a sentence, as
    it does in telegrams.
    """
    return with_dates_alike(_TELEGRAM_STOP.sub(".", text).lower() if _is_shouted(text) else text)


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= _SHOUTED_LETTERS and capitals > _SHOUTED_SHARE * len(letters)
