"""The Dockerfile, where no image can be built: what it names exists, and its last steps work in a copy of its files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from corpus.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
_SECONDS = 120


@dataclass
class Stage:
    """One FROM and what follows."""

    image: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, instruction: str) -> list[str]:
        return [arguments for name, arguments in self.steps if name == instruction]

    def last(self, instruction: str) -> str:
        return self.all(instruction)[-1]


def _stages() -> Iterator[Stage]:
    text = "\n".join(
        line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    stage = None
    for line in text.replace("\\\n", " ").splitlines():
        name, _, arguments = line.strip().partition(" ")
        if name == "FROM":
            if stage:
                yield stage
            stage = Stage(arguments.split()[0])
        elif stage and name:
            stage.steps.append((name, arguments.strip()))
    assert stage
    yield stage


builder, final = _stages()


def _in_context(path: Path) -> bool:
    """Whether .dockerignore lets a path of the root through: of its lines, the last that fits decides."""
    let_through = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and fnmatch(path.name, line.removeprefix("!")):
            let_through = line.startswith("!")
    return let_through


def _copied() -> list[Path]:
    sources = [source for arguments in builder.all("COPY") for source in arguments.split()[:-1]]
    return [ROOT / source.removesuffix("/") for source in sources]


def _environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in final.last("ENV").split())


def _command(instruction: str) -> list[str]:
    """The exec form of CMD or HEALTHCHECK."""
    arguments = final.last(instruction)
    command: list[str] = json.loads(arguments[arguments.index("[") :])
    return command


def test_everything_it_copies_exists_and_is_in_the_context() -> None:
    assert _copied()
    assert [path for path in _copied() if not path.exists() or not _in_context(path)] == []


def test_the_context_holds_nothing_else() -> None:
    assert {path for path in ROOT.iterdir() if _in_context(path)} == set(_copied())


def test_every_locked_file_it_installs_is_there_and_checked() -> None:
    for step in builder.all("RUN"):
        for locked in re.findall(r"--requirement (\S+\.txt)", step):
            assert (ROOT / locked).is_file()
            assert ("--require-hashes" in step) is (locked != "requirements/torch.txt")


def test_it_runs_as_somebody_without_rights_whom_no_later_step_replaces() -> None:
    uid = final.last("USER")
    assert int(uid) > 0
    assert f"--uid {uid} " in "".join(final.all("RUN"))
    assert [name for name, _ in final.steps].index("USER") > max(
        index for index, (name, _) in enumerate(final.steps) if name in ("RUN", "COPY")
    )


def test_it_keeps_its_data_in_the_volume_and_shows_the_port_it_listens_on() -> None:
    environment = _environment()
    settings = {key.removeprefix(PREFIX).lower() for key in environment if key.startswith(PREFIX)}
    assert settings <= set(Settings.model_fields)
    assert environment["ASF_DATA_DIR"] == final.last("VOLUME")
    assert environment["ASF_PORT"] == final.last("EXPOSE")
    assert environment["ASF_HOST"] == "0.0.0.0"


def test_both_stages_have_one_python_and_one_place_for_it() -> None:
    assert final.image == f"{builder.image}-slim"
    assert "/opt/asf /opt/asf" in final.all("COPY")[0]
    assert f"python -m venv {_environment()['PATH'].split('/bin:')[0]}" in builder.all("RUN")


def test_the_modules_it_starts_exist() -> None:
    modules = re.findall(r"python -m (\w+)", " ".join(_command("CMD")))
    assert modules
    assert [module for module in modules if not find_spec(module)] == []


@pytest.mark.slow
def test_what_it_copies_installs_and_serves(data_dir: Path, free_port: Callable[[], int], tmp_path: Path) -> None:
    source, installed, data, elsewhere = (tmp_path / name for name in ("src", "installed", "data", "elsewhere"))
    source.mkdir()
    elsewhere.mkdir()
    for path in _copied():
        copy = shutil.copytree if path.is_dir() else shutil.copy2
        copy(path, source / path.name)
    shutil.copytree(data_dir, data)
    pip = [sys.executable, "-m", *builder.last("RUN").split(), "--quiet", "--target", str(installed)]
    subprocess.run(pip, cwd=source, check=True)
    assert {path.name for path in _copied() if path.is_dir() or path.suffix == ".py"} - {"requirements"} <= {
        path.name for path in installed.iterdir()
    }

    port = str(free_port())
    clean = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    environment = {
        **clean,
        **_environment(),
        "ASF_DATA_DIR": str(data),
        "ASF_HOST": "127.0.0.1",
        "ASF_PORT": port,
        "HOME": str(data),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(installed),
    }

    def healthy() -> bool:
        check = subprocess.run(_command("HEALTHCHECK"), env=environment, stderr=subprocess.DEVNULL)
        return check.returncode == 0

    def answers() -> bool:
        page = httpx.get(f"http://127.0.0.1:{port}/guidelines/stod-asf", trust_env=False, follow_redirects=True)
        return page.status_code == 200  # 503 until the model is loaded

    process = subprocess.Popen(_command("CMD"), cwd=elsewhere, env=environment)
    try:
        deadline = time.monotonic() + _SECONDS
        while not (healthy() and answers()):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.5)
    finally:
        process.terminate()
        process.wait(timeout=60)
    assert not healthy(), "the shell was stopped, the server was not"
