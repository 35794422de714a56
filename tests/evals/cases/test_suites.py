from pathlib import Path

import pytest

from corpus.model import Catalogue
from evals.cases.contamination import leaks, shared_share
from evals.cases.suites import load_suites
from evals.errors import BrokenSuiteError
from evals.model import Kind, Split
from evals.score.benchmark import BUNDLED, load_benchmark

GOOD = """\
cases:
- id: a-1
  family: a
  language: sv
  kind: answerable
  split: dev
  turns: ["Kan vi få en handledare?"]
  evidence: [[handledare], [insatser-for-malgruppen, ansokan]]
"""


def test_the_bundled_suites_are_sound_large_and_apart_from_the_bank(catalogue: Catalogue) -> None:
    cases = load_benchmark(BUNDLED, catalogue).cases
    assert len(cases) >= 600
    assert {case.kind for case in cases} == set(Kind)
    assert len({case.language for case in cases} - {"sv", "en"}) >= 8
    assert sum(len(case.turns) > 1 for case in cases) >= 100
    assert shared_share(cases, catalogue) <= 1 / 3
    assert leaks(cases, catalogue) == []
    test_families = {case.family for case in cases if case.split is Split.TEST}
    assert not test_families & {case.family for case in cases if case.split is Split.DEV}


def test_a_case_is_read(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "svit.yaml").write_text(GOOD, encoding="utf-8")
    [case] = load_suites(tmp_path, catalogue, {})
    assert case.evidence == (
        frozenset({"stod-asf#handledare"}),
        frozenset({"stod-asf#insatser-for-malgruppen", "stod-asf#ansokan"}),
    )
    assert (case.suite, case.kind, {status.value for status in case.status}) == ("svit", Kind.ANSWERABLE, {"answered"})


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("kind: answerable", "kind: svar", 5, ["a-1", "kind", "svar"]),
        ("split: dev", "split: senare", 6, ["a-1", "split", "senare"]),
        ("[handledare]", "[handledaren]", 8, ["a-1", "handledaren"]),
        ("  evidence: [[handledare], [insatser-for-malgruppen, ansokan]]\n", "", 2, ["a-1", "evidence"]),
        ("language: sv", "languages: sv", 4, ["a-1", "languages"]),
        ("kind: answerable", "kind:", 5, ["a-1", "kind"]),
        ("split: dev", "split: ''", 6, ["a-1", "split"]),
        ("family: a", "family: [a]", 3, ["a-1", "family"]),
        ("- id: a-1", "- id: [a-1]", 2, ["fall ?", "id"]),
        ("[handledare]", "handledare", 8, ["a-1", "evidence", "lista"]),
        ("  evidence", "  status: [svar]\n  evidence", 8, ["a-1", "status", "svar"]),
        ("  evidence", "  facts:\n  - ok\n  - (\n  evidence", 10, ["a-1", "facts", "'('"]),
        ("  evidence", "  gaps: [nej]\n  evidence", 8, ["a-1", "stod-asf#nej"]),
        ("  evidence", "  versions: [stod-asf/2013-11-28]\n  evidence", 8, ["a-1", "stod-asf/2013-11-28"]),
        ("  evidence", "  as_of: 2020-02-30\n  evidence", 8, ["a-1", "as_of", "2020-02-30"]),
        ('turns: ["Kan vi få en handledare?"]', "turns: []", 7, ["a-1", "turns"]),
    ],
)
def test_every_mistake_names_file_line_case_and_field(
    tmp_path: Path, catalogue: Catalogue, old: str, new: str, line: int, words: list[str]
) -> None:
    (tmp_path / "svit.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenSuiteError) as caught:
        load_suites(tmp_path, catalogue, {})
    found = [problem for problem in caught.value.problems if all(word in problem.message for word in words)]
    assert [(problem.file.name, problem.line) for problem in found] == [("svit.yaml", line)]


def test_a_mistake_in_one_field_hides_none_in_another(tmp_path: Path, catalogue: Catalogue) -> None:
    text = GOOD.replace("answerable", "svar").replace("handledare]", "nej]").replace("split: dev", "split:")
    (tmp_path / "svit.yaml").write_text(text + "  also: [inte]\n  note: [x]\n", encoding="utf-8")
    with pytest.raises(BrokenSuiteError) as caught:
        load_suites(tmp_path, catalogue, {})
    assert [problem.line for problem in caught.value.problems] == [5, 6, 8, 9, 10]


@pytest.mark.parametrize(
    ("head", "line"),
    [("corpus: ingen", 1), ("corpus:", 1), ("guideline: ''", 1), ("note: [x]", 1), ("fall: []", 1)],
)
def test_a_mistake_in_the_head_of_a_suite_is_told(tmp_path: Path, catalogue: Catalogue, head: str, line: int) -> None:
    (tmp_path / "svit.yaml").write_text(f"{head}\n{GOOD}", encoding="utf-8")
    with pytest.raises(BrokenSuiteError) as caught:
        load_suites(tmp_path, catalogue, {})
    assert [problem.line for problem in caught.value.problems] == [line]


@pytest.mark.parametrize(
    ("written", "read"), [("", None), ("  versions:\n", frozenset()), ("  versions: []\n", frozenset())]
)
def test_no_versions_are_something_else_than_any(
    tmp_path: Path, catalogue: Catalogue, written: str, read: frozenset[str] | None
) -> None:
    (tmp_path / "svit.yaml").write_text(GOOD + written, encoding="utf-8")
    [case] = load_suites(tmp_path, catalogue, {})
    assert case.versions == read


def test_ids_are_unique_and_families_do_not_straddle_the_split(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "en.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "två.yaml").write_text(GOOD.replace("split: dev", "split: test"), encoding="utf-8")
    with pytest.raises(BrokenSuiteError) as caught:
        load_suites(tmp_path, catalogue, {})
    messages = " ".join(problem.message for problem in caught.value.problems)
    assert "två gånger" in messages
    assert "både för utveckling och test" in messages


def test_a_case_may_name_passages_of_other_guidelines_and_such_as_are_gone(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    text = GOOD.replace("[handledare]", "[handledare, finansiering#egenavgift]")
    binding = {"finansiering#egenavgift": ("Egenavgift tas inte ut.",)}
    (tmp_path / "svit.yaml").write_text(text, encoding="utf-8")
    [case] = load_suites(tmp_path, catalogue, binding)
    assert case.evidence[0] == {"stod-asf#handledare", "finansiering#egenavgift"}
    assert (case.guideline, case.relevant) == ("stod-asf", frozenset().union(*case.evidence))


def test_a_suite_belongs_to_a_guideline(tmp_path: Path, catalogue: Catalogue) -> None:
    text = "guideline: finansiering\n" + GOOD.replace("evidence: [[handledare], [", "gaps: [okand]\n  evidence: [[")
    (tmp_path / "svit.yaml").write_text(text, encoding="utf-8")
    anchors = {"finansiering#insatser-for-malgruppen": ("…",), "finansiering#ansokan": ("…",)}
    [case] = load_suites(tmp_path, catalogue, anchors)  # its gaps are not known here
    assert (case.guideline, case.gaps) == ("finansiering", ("finansiering#okand",))
    with pytest.raises(BrokenSuiteError, match="finansiering#ansokan"):
        load_suites(tmp_path, catalogue, {})
