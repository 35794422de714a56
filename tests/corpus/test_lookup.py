from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import messages
from corpus.errors import UnknownGuidelineError
from corpus.lookup import find_guideline, find_version, find_version_named
from corpus.model import Catalogue, Guideline, Version


def test_what_exists_is_found(bundled: Catalogue) -> None:
    assert find_guideline(bundled, "stod-asf") is bundled.guidelines[0]
    assert find_version(bundled, "stod-asf", "odaterad").key == "stod-asf/odaterad"


def test_what_does_not_is_answered_with_what_does(bundled: Catalogue) -> None:
    with pytest.raises(UnknownGuidelineError) as caught:
        find_guideline(bundled, "nej")
    assert str(caught.value) == messages.UNKNOWN_GUIDELINE.format(guideline="nej", known="stod-asf")
    with pytest.raises(UnknownGuidelineError, match="odaterad"):
        find_version(bundled, "stod-asf", "1999")


@pytest.fixture
def two_guidelines(version_of: Callable[..., Version]) -> Catalogue:
    support = Guideline("stod-dalen", (version_of("2020"), version_of("2021")))
    travel = Guideline("resor-dalen", (replace(version_of("2020"), guideline_id="resor-dalen"),))
    return Catalogue((support, travel), "")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("2021", "stod-dalen/2021"),
        ("stod-dalen/2021", "stod-dalen/2021"),
        ("stod-dalen/2020", "stod-dalen/2020"),
        ("resor-dalen/2020", "resor-dalen/2020"),
    ],
)
def test_a_version_is_found_by_its_key_or_by_an_id_of_its_own(two_guidelines: Catalogue, name: str, key: str) -> None:
    assert find_version_named(two_guidelines, name) is two_guidelines.version(key)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2020", messages.AMBIGUOUS_VERSION.format(version="2020", known="stod-dalen/2020, resor-dalen/2020")),
        ("1999", messages.NO_SUCH_VERSION.format(
            version="1999", known="stod-dalen/2020, stod-dalen/2021, resor-dalen/2020")),
        ("stod-dalen", messages.NO_SUCH_VERSION.format(
            version="stod-dalen", known="stod-dalen/2020, stod-dalen/2021, resor-dalen/2020")),
        ("resor-dalen/2021", messages.UNKNOWN_VERSION.format(
            version="2021", guideline="resor-dalen", known="2020")),
        ("nej/2020", messages.UNKNOWN_GUIDELINE.format(guideline="nej", known="stod-dalen, resor-dalen")),
        ("/2020", messages.UNKNOWN_GUIDELINE.format(guideline="", known="stod-dalen, resor-dalen")),
    ],
)  # fmt: skip
def test_a_name_of_no_or_several_versions_is_answered_with_those_meant(
    two_guidelines: Catalogue, name: str, message: str
) -> None:
    with pytest.raises(UnknownGuidelineError) as caught:
        find_version_named(two_guidelines, name)
    assert str(caught.value) == message
