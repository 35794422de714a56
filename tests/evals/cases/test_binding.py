from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases.binding import load_binding
from evals.errors import BrokenSuiteError


@pytest.mark.parametrize(("text", "line"), [("a: [b]", 1), ("a:\n  b: null", 2), ("a:\n  b: {c: d}", 2), ("- a", 1)])
def test_a_binding_of_another_form_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "passages.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenSuiteError) as caught:
        load_binding(tmp_path / "passages.yaml")
    assert [problem.line for problem in caught.value.problems] == [line]
