from __future__ import annotations

from pathlib import Path

import pytest

from index.embedding import model_identity
from index.embedding.model_identity import BUNDLED, Identities, identities
from index.embedding.onnx_files import ASIDES, BI_ENCODER, CALIBRATION, CROSS_ENCODER, SAMPLE_ENCODER, TRUNK
from index.errors import ModelError

NAMES = (TRUNK, BI_ENCODER, SAMPLE_ENCODER, CROSS_ENCODER, CALIBRATION, ASIDES)


def with_weights(folder: Path, monkeypatch: pytest.MonkeyPatch, changed: str = "") -> Identities:
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text("annat" if name == changed else name)
    monkeypatch.setattr(model_identity, "WEIGHTS", folder)
    return identities(BUNDLED)


@pytest.mark.parametrize(
    ("changed", "others"),
    [
        (BI_ENCODER, {"model", "passages"}),
        (TRUNK, {"model", "samples"}),
        (SAMPLE_ENCODER, {"model", "samples"}),
        (CROSS_ENCODER, {"model"}),
        (CALIBRATION, {"model"}),
        (ASIDES, {"model"}),
        ("", set()),
    ],
)
def test_another_file_of_weights_gives_another_name_to_what_it_bears_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, others: set[str]
) -> None:
    before = with_weights(tmp_path / "before", monkeypatch)
    after = with_weights(tmp_path / "after", monkeypatch, changed)
    names = {"model", "passages", "samples"}
    assert {name for name in names if getattr(before, name) != getattr(after, name)} == others
    assert len({getattr(after, name) for name in names}) == 3


def test_other_models_are_known_by_name() -> None:
    assert identities("en/modell").model == "en/modell"
    assert identities("en/modell").passages != identities("en/modell").samples


def test_missing_weights_are_a_fault_for_staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_identity, "WEIGHTS", tmp_path)
    with pytest.raises(ModelError, match="trunk"):
        identities(BUNDLED)
