"""What is measured and pictured on another site's page, of a real server in a real browser."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image

from corpus.settings import Settings
from evals import screenshots, weight
from evals.messages import NO, YES

SHOTS = 2 * 4 * 2 * 2 * 2
browser = pytest.mark.skipif(not (shutil.which("chromium") or shutil.which("google-chrome")), reason="NO CHROMIUM")


def test_every_state_is_pictured_under_a_name_of_its_own() -> None:
    assert len({shot.name for shot in screenshots.shots()}) == SHOTS


def test_pictures_are_kept_in_the_documentation() -> None:
    folder = Path(__file__).parents[2] / "docs" / "screenshots"
    assert {path.name for path in folder.glob("*.png")} == {shot.name for shot in screenshots.shots()}
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert [shot.name for shot in screenshots.shots() if f'src="{shot.name}"' not in page] == []


@pytest.mark.slow
@browser
def test_a_picture_is_as_wide_as_its_name_says(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = list(islice(screenshots.shots(), 1))
    monkeypatch.setattr(screenshots, "shots", lambda: first)
    assert screenshots.take(Settings(data_dir=data_dir), tmp_path) == 1
    with Image.open(tmp_path / first[0].name) as picture:
        assert picture.width == first[0].width


@pytest.mark.slow
@browser
def test_the_widget_is_weighed_on_a_page_of_another_site(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_widget = weight.ways
    monkeypatch.setattr(weight, "ways", lambda server: only_widget(server)[:1])
    monkeypatch.setattr(weight, "_RUNS", 1)
    (found,) = weight.weigh(Settings(data_dir=data_dir))
    assert (found.axe, found.cookies, found.leaks, found.policy, found.fault) == ("0", NO, NO, YES, "")
    assert 0 < found.before.kilobytes < found.after.kilobytes
    assert found.way in weight.table([found])
