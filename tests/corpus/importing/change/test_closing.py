from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus import messages
from corpus.errors import ChangeRefusedError, UnknownGuidelineError
from corpus.importing.change.closing import close, with_end
from corpus.reading.catalogue import load_catalogue
from corpus.timeline import InForce, applicable

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

DAY = date(2027, 6, 30)


def test_after_the_last_day_nothing_applies(folder: CorpusFolder) -> None:
    folder.version("2010", valid_from="2010-01-01")
    file = folder.version("2020", valid_from="2020-01-01")
    before = file.read_text(encoding="utf-8")
    assert close("stod-dalen", DAY, folder.documents).version_id == "2020"
    (guideline,) = load_catalogue(folder.documents).guidelines
    assert isinstance(applicable(guideline, DAY), InForce)
    assert applicable(guideline, date(2027, 7, 1)) is None
    assert file.read_text(encoding="utf-8") == before.replace("valid_to: null", "valid_to: 2027-06-30")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("valid_to: null", "valid_to: 2027-06-30"),
        ("valid_to:", "valid_to: 2027-06-30"),
        ("valid_to: ~   # tills vidare", "valid_to: 2027-06-30   # tills vidare"),
        ('valid_to: "2030-01-01"', "valid_to: 2027-06-30"),
        ("valid_to: 2030-01-01", "valid_to: 2027-06-30"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_nothing_but_the_day_changes(old: str, new: str, end: str, start: str) -> None:
    text = start + end.join(
        ["---", "title: Å 'x'", "{}", "# en kommentar", "valid_from: 2020-01-01", "---", "", "valid_to: x"]
    )
    assert with_end(text.replace("{}", old), DAY) == text.replace("{}", new)


def refused(folder: CorpusFolder, day: date = DAY) -> str:
    before = {path: path.read_bytes() for path in folder.guideline.iterdir()}
    with pytest.raises(ChangeRefusedError) as caught:
        close("stod-dalen", day, folder.documents)
    assert {path: path.read_bytes() for path in folder.guideline.iterdir()} == before
    return str(caught.value)


def test_a_later_version_is_in_the_way(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01")
    folder.version("2028", valid_from="2028-01-01")
    message = messages.CLOSE_LATER_VERSION.format(version="2028", guideline="stod-dalen", start="2028-01-01")
    assert refused(folder) == message


def test_an_end_is_never_moved_later(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01", valid_to="2027-01-31")
    message = messages.CLOSE_ENDED.format(version="2020", guideline="stod-dalen", end="2027-01-31")
    assert refused(folder) == message
    assert close("stod-dalen", date(2026, 12, 31), folder.documents).version_id == "2020"


def test_a_day_before_the_first_version(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01")
    message = messages.CLOSE_LATER_VERSION.format(version="2020", guideline="stod-dalen", start="2020-01-01")
    assert refused(folder, date(2019, 1, 1)) == message


def test_versions_without_validity_do_not_tell(folder: CorpusFolder) -> None:
    folder.version("forlorad", body="", adopted="2010-01-01")
    assert refused(folder) == messages.CLOSE_UNKNOWN.format(guideline="stod-dalen", day=DAY)


def test_an_end_before_a_confirmation_is_refused_by_the_check(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01", confirmed_in_force="2025-06-01")
    assert messages.CONFIRMED_OUTSIDE.format(confirmed="2025-06-01") in refused(folder, date(2024, 1, 1))


def test_an_unknown_guideline_is_answered_with_the_known_ones(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01")
    with pytest.raises(UnknownGuidelineError, match="stod-dalen"):
        close("nej", DAY, folder.documents)
