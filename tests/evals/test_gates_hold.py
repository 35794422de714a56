import sys
from pathlib import Path

import pytest

from evals.__main__ import main


@pytest.mark.slow
def test_the_development_suite_keeps_the_floors(
    full_data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASF_DATA_DIR", str(full_data_dir))
    monkeypatch.setattr(sys, "argv", ["evals", "run", "--split", "dev", "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert ended.value.code == 0, printed.err
    assert "Alla golv hålls." in printed.out
