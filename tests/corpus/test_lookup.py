from __future__ import annotations

import pytest

from corpus import messages
from corpus.errors import UnknownGuidelineError
from corpus.lookup import find_guideline, find_version
from corpus.model import Catalogue


def test_what_exists_is_found(bundled: Catalogue) -> None:
    assert find_guideline(bundled, "stod-asf") is bundled.guidelines[0]
    assert find_version(bundled, "stod-asf", "odaterad").key == "stod-asf/odaterad"


def test_what_does_not_is_answered_with_what_does(bundled: Catalogue) -> None:
    with pytest.raises(UnknownGuidelineError) as caught:
        find_guideline(bundled, "nej")
    assert str(caught.value) == messages.UNKNOWN_GUIDELINE.format(guideline="nej", known="stod-asf")
    with pytest.raises(UnknownGuidelineError, match="odaterad"):
        find_version(bundled, "stod-asf", "1999")
