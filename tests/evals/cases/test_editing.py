"""One case is changed or added, and nothing else of the file."""

from __future__ import annotations

import pytest

from evals.cases.editing import Written, cases_in, with_case
from evals.errors import EvaluationError

SUITE = """\
# Fallen om Dalen.
guideline: stod-dalen
note: |
  Skrivna för hand.
cases:
- id: fall-1   # det första
  kind: answerable
  turns:
  - "Får vi stöd?"   # som folk säger
  evidence: [[stod]]

# Det här är svårt:
- id: fall-2
  kind: unanswerable
  split: test
  turns: ["Hur mycket?"]
  tags:
"""


def test_a_value_changes_and_all_else_stays_as_it_is() -> None:
    after = with_case(SUITE, "fall-1", {"evidence": [["stod", "ansokan"], ["annan#egen-avgift"]]})
    assert after == SUITE.replace("[[stod]]", "[[stod, ansokan], [annan#egen-avgift]]")
    after = with_case(SUITE, "fall-1", {"turns": ["Hej!", 'Får vi "stöd"?']})
    assert after == SUITE.replace('- "Får vi stöd?"', '- "Hej!"\n  - "Får vi \\"stöd\\"?"')


def test_a_key_comes_and_goes() -> None:
    after = with_case(SUITE, "fall-2", {"split": None, "tags": ["vardag", "no"], "as_of": "2026-01-01", "note": "a: b"})
    assert after == SUITE.replace("  split: test\n", "").replace(
        "  tags:\n", '  tags: [vardag, "no"]\n  as_of: "2026-01-01"\n  note: "a: b"\n'
    )


NEW: dict[str, Written | None] = {"id": "fall-3", "kind": "offtopic", "turns": ["Vad är klockan?"], "verdict": None}
ADDED = '- id: fall-3\n  kind: offtopic\n  turns:\n  - "Vad är klockan?"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SUITE, SUITE + ADDED + "\n"),
        (SUITE.rstrip("\n"), SUITE + ADDED),
        ("cases: []\n# Ta bort [].\n", f"cases:\n{ADDED}\n# Ta bort [].\n"),
        ("cases:\n# inget än\n", f"cases:\n{ADDED}\n# inget än\n"),
        (
            "cases:\n    - id: a\n      kind: attack\n",
            "cases:\n    - id: a\n      kind: attack\n    - id: fall-3\n      kind: offtopic\n      turns:\n"
            '      - "Vad är klockan?"\n',
        ),
        ("cases:\r\n- id: a\r\n", "cases:\r\n- id: a\r\n" + ADDED.replace("\n", "\r\n") + "\r\n"),
        ("\ufeffcases: []\n", f"\ufeffcases:\n{ADDED}\n"),
    ],
)
def test_a_new_case_stands_last(before: str, after: str) -> None:
    assert with_case(before, None, NEW) == after


def test_a_suite_in_brackets_stays_in_brackets() -> None:
    before = '{"guideline": "x", "cases": [{"id": "a", "kind": "attack", "tags": ["b"]}]}'
    after = with_case(before, None, NEW)
    assert [case["id"] for case in cases_in(after)] == ["a", "fall-3"]
    after = with_case(after, "a", {"kind": "offtopic", "tags": None})
    assert cases_in(after)[0] == {"id": "a", "kind": "offtopic"}


def test_what_has_no_place_is_refused() -> None:
    with pytest.raises(EvaluationError):
        with_case("guideline: x\n", None, NEW)
    with pytest.raises(EvaluationError):
        with_case(SUITE, "fall-9", {"kind": "attack"})
    with pytest.raises(EvaluationError):
        with_case("cases:\n- &a {id: a, kind: attack}\n- *a\n", "a", {"kind": "offtopic"})
