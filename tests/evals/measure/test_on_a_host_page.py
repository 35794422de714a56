"""What is measured and pictured on another site's page, of a real server in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from evals.measure import screenshots
from evals.messages import NO, YES

SHOTS = 2 * 4 * 2 * 2 * 2
browser = pytest.mark.skipif(not (shutil.which("chromium") or shutil.which("google-chrome")), reason="NO CHROMIUM")


def test_every_state_is_pictured_under_a_name_of_its_own() -> None:
    assert len({shot.name for shot in screenshots.shots()}) == SHOTS


def test_pictures_are_kept_in_the_documentation() -> None:
    folder = Path(__file__).parents[3] / "docs" / "screenshots"
    assert {path.name for path in folder.glob("*.png")} == {shot.name for shot in screenshots.shots()}
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert [shot.name for shot in screenshots.shots() if f'src="{shot.name}"' not in page] == []


@pytest.mark.slow
@browser
def test_a_picture_is_as_wide_as_its_name_says(data_dir: Path, tmp_path: Path) -> None:
    first = next(screenshots.shots())
    run(
        "from pathlib import Path",
        "from evals.measure import screenshots",
        "first = next(screenshots.shots())",
        "screenshots.shots = lambda: [first]",
        f"assert screenshots.take(load_settings(), Path({str(tmp_path)!r})) == 1",
        data_dir=data_dir,
    )
    with Image.open(tmp_path / first.name) as picture:
        assert picture.width == first.width


@pytest.mark.slow
@browser
def test_the_widget_is_weighed_on_a_page_of_another_site(data_dir: Path) -> None:
    output = run(
        "import json",
        "from dataclasses import asdict",
        "from evals.measure import page_weight",
        "page_weight._RUNS, ways = 1, page_weight.ways",
        "page_weight.ways = lambda server: ways(server)[:1]",
        "print(json.dumps(asdict(page_weight.weigh(load_settings())[0])))",
        data_dir=data_dir,
    )
    found = json.loads(output.splitlines()[-1])
    assert [found[name] for name in ("axe", "cookies", "leaks", "policy", "fault")] == ["0", NO, NO, YES, ""]
    assert 0 < found["before"]["kilobytes"] < found["after"]["kilobytes"]


def run(*lines: str, data_dir: Path) -> str:
    """Run in a process of its own: a browser of these tests may be open in this one, and there is one a process."""
    code = "\n".join(["from corpus.settings import load_settings", *lines])
    environment = os.environ | {"ASF_DATA_DIR": str(data_dir.absolute())}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
