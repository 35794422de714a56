from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import messages
from corpus.errors import FileProblems
from corpus.model import Bank, SampleGroup, Status, Version
from corpus.reading.bank import read_bank, without_questions
from tests.corpus.conftest import CorpusFolder

ReportOf = Callable[[str | bytes], FileProblems]
SOUND = """\
passages:
  stod: Förbundet kan
    ge stöd.
gaps:
  amount:
    missing: {sv: något belopp, en: an amount}
    say: {sv: Fråga förbundet., en: Ask the association.}
suggestions:
  stod: {sv: "Kan ni ge stöd?", en: "Can you give support?"}
groups:
- passages: [stod]
  gaps: [amount]
  questions:
  - Kan vi få stöd?
  - Ger ni stöd?
- passages: [stod]
  contradicts: true
  questions: ["Får ingen stöd?"]
- kind: smalltalk
  near: [stod]
  questions: [Hej!]
"""


def read(report: FileProblems) -> Bank:
    bank = read_bank(report)
    assert bank is not None
    return bank


def found(report: FileProblems) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in report.problems]


def test_a_sound_bank_is_read(report_of: ReportOf) -> None:
    report = report_of(SOUND)
    bank = read(report)
    assert report.problems == []
    assert bank.passages == {"stod": ("Förbundet kan ge stöd.",)}
    assert bank.gaps["amount"].missing == {"sv": "något belopp", "en": "an amount"}
    assert bank.gaps["amount"].say["sv"] == "Fråga förbundet."
    assert bank.suggestions == {"stod": {"sv": "Kan ni ge stöd?", "en": "Can you give support?"}}
    support, denial, greeting = bank.groups
    assert (support.passages, support.gaps, support.line) == (("stod",), ("amount",), 11)
    assert support.questions == ("Kan vi få stöd?", "Ger ni stöd?")
    assert [group.contradicts for group in bank.groups] == [False, True, False]
    assert (denial.status, greeting.status, greeting.near) == (None, Status.SMALLTALK, ("stod",))


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("- passages: [stod]", "- passages: [annat]", 11, messages.UNKNOWN_ANCHOR.format(anchor="annat")),
        ("near: [stod]", "near: [annat]", 19, messages.UNKNOWN_ANCHOR.format(anchor="annat")),
        ("gaps: [amount]", "gaps: [deadline]", 11, messages.UNKNOWN_GAP.format(gap="deadline")),
        ("kind: smalltalk", "kind: prat", 19,
         messages.UNKNOWN_KIND.format(value="prat", known="smalltalk, offtopic, attack")),
        ("- kind: smalltalk\n  near", "- near", 19, messages.NO_LABEL),
        ("contradicts: true", "contradicts: kanske", 17,
         messages.NOT_A_FLAG.format(key="contradicts", value="kanske")),
        ("[Hej!]", "[kan vi få STÖD]", 21,
         messages.DUPLICATE_QUESTION.format(file="file", first=14, question="kan vi få STÖD")),
        ("[Hej!]", "['']", 21, messages.NOT_TEXT.format(key="questions")),
        ("[Hej!]", "Hej!", 21, messages.NOT_A_LIST.format(key="questions")),
        (", en: an amount", "", 6, messages.MISSING_KEY.format(key="en")),
        ("gaps:", "luckor:", 1, messages.MISSING_KEY.format(key="gaps")),
        ("- kind: smalltalk", "- Hur?\n- kind: smalltalk", 19, messages.NOT_A_MAPPING),
        ("passages:\n  stod: Förbundet kan\n    ge stöd.", "passages: []", 1, messages.NOT_A_MAPPING),
    ],
)  # fmt: skip
def test_each_fault_is_reported_once_on_its_line(
    report_of: ReportOf, old: str, new: str, line: int, message: str
) -> None:
    report = report_of(SOUND.replace(old, new, 1))
    read_bank(report)
    assert found(report).count((line, message)) == 1


@pytest.mark.parametrize("written", ["True", "TRUE", "true"])
def test_any_spelling_of_true_is_true(report_of: ReportOf, written: str) -> None:
    assert read(report_of(SOUND.replace("contradicts: true", f"contradicts: {written}"))).groups[1].contradicts


def test_questions_that_differ_are_no_duplicates(report_of: ReportOf) -> None:
    report = report_of(SOUND.replace("[Hej!]", "[Hej!, '?', '!']"))
    assert read(report).groups[2].questions == ("Hej!", "?", "!")
    assert report.problems == []


@pytest.mark.parametrize("content", [b"groups: \xe5", b"- a", b"groups: [", b"\x00"])
def test_an_unreadable_bank_is_none_and_reported(report_of: ReportOf, content: bytes) -> None:
    report = report_of(content)
    assert read_bank(report) is None
    assert len(report.problems) == 1


def test_a_bank_answers_only_where_the_text_is_the_one_it_was_written_for(
    report_of: ReportOf, version_of: Callable[..., Version]
) -> None:
    bank = read(report_of(SOUND.replace("stod", "forbundet-kan-ge-stod")))
    same = version_of("a", text="Förbundet kan ge  stöd.")
    changed = version_of("b", text="Förbundet kan ge stöd, ibland.")
    assert bank.answers_in(same) == {"forbundet-kan-ge-stod"}
    assert bank.answers_in(changed) == frozenset()


def test_groups_may_stand_in_further_files(folder: CorpusFolder) -> None:
    folder.write("bank.yaml", SOUND)
    folder.write("questions/mer.yaml", "groups:\n- passages: [stod]\n  questions:\n  - Stöder ni oss?\n")
    folder.write("questions/andra.yaml", "groups: []")
    bank = folder.bank()
    assert bank is not None
    assert [(group.file, group.line) for group in bank.groups][-2:] == [("bank.yaml", 19), ("mer.yaml", 2)]
    assert bank.groups[-1].questions == ("Stöder ni oss?",)


def test_faults_in_a_further_file_are_reported_there(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01")
    folder.write("bank.yaml", SOUND.replace("stod", "forbundet-kan-ge-stod"))
    folder.write("questions/mer.yaml", "groups:\n- passages: [annat]\n  questions: [ger ni stöd]\npassages: {}\n")
    folder.write("questions/trasig.yaml", "groups: [")
    known = messages.KNOWN_KEYS.format(known="groups")
    duplicate = messages.DUPLICATE_QUESTION.format(file="bank.yaml", first=15, question="ger ni stöd")
    assert {finding for finding in folder.findings() if finding[0] == "mer.yaml"} == {
        ("mer.yaml", 2, messages.UNKNOWN_ANCHOR.format(anchor="annat")),
        ("mer.yaml", 3, duplicate),
        ("mer.yaml", 4, messages.UNKNOWN_KEY.format(key="passages") + known),
    }
    assert [finding[0] for finding in folder.findings() if finding[0] == "trasig.yaml"] == ["trasig.yaml"]


def test_groups_wait_for_review_where_a_passage_they_rest_on_has_changed(
    report_of: ReportOf, version_of: Callable[..., Version]
) -> None:
    bank = read(report_of(SOUND.replace("stod", "forbundet-kan-ge-stod")))
    assert bank.stale_in(version_of("a", text="Förbundet kan ge stöd.")) == ()
    stale = bank.stale_in(version_of("b", text="Förbundet kan ge stöd, ibland."))
    assert [group.line for group in stale] == [11, 16]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Förbundet kan ge stöd.", True),
        ("Förbundet, kan ge ”stöd”", True),
        ("Förbundet kan ge 1,5 kronor i stöd.", True),
        ("Förbundet kan ge 15 kronor i stöd.", False),
        ("Förbundet kan inte ge stöd.", False),
    ],
)
def test_a_bank_may_be_right_for_several_wordings(
    report_of: ReportOf, version_of: Callable[..., Version], text: str, known: bool
) -> None:
    second = SOUND.replace(
        "stod: Förbundet kan\n    ge stöd.", 'stod: ["Förbundet kan ge stöd.", "Förbundet kan ge 1,5 kronor i stöd."]'
    )
    report = report_of(second)
    bank = read(report)
    assert report.problems == []
    version = version_of("a", text=text)
    passage = replace(version.passages[-1], anchor="stod")
    assert bank.knows(passage) is known


def test_a_group_may_be_wrong_for_a_version_that_has_the_wording(
    report_of: ReportOf, version_of: Callable[..., Version]
) -> None:
    bank = read(report_of(SOUND.replace("gaps: [amount]", "gaps: [amount]\n  not_in: [b]")))
    assert bank.groups[0].not_in == ("b",)
    assert bank.gaps_in(version_of("b", text="Något annat.")) == frozenset()


def test_a_bank_is_thorough_when_it_teaches_what_the_text_leaves_open() -> None:
    def bank(answered: int, left_open: int) -> Bank:
        groups = (SampleGroup(("?",) * answered, passages=("stod",)), SampleGroup(("?",) * left_open, gaps=("amount",)))
        return Bank({}, {}, groups, {})

    assert [bank(*counts).is_thorough for counts in ((200, 0), (200, 199), (800, 200), (801, 200))] == [
        False, False, True, False,
    ]  # fmt: skip


def test_without_its_questions_a_bank_tells_the_same_of_versions(
    folder: CorpusFolder, version_of: Callable[..., Version]
) -> None:
    folder.write("bank.yaml", SOUND)
    groups = "groups:\n" + "".join(
        f"- {{passages: [stod], questions: [Fråga {number}?]}}\n"
        f"- {{near: [stod], gaps: [amount], questions: [Vad {number}?]}}\n"
        for number in range(220)
    )
    folder.write("questions/mer.yaml", groups)
    whole = folder.bank()
    assert whole is not None
    folder.write("questions/mer.yaml", without_questions(group for group in whole.groups if group.file == "mer.yaml"))
    told = folder.bank()
    assert told is not None
    assert [group.size for group in told.groups[-2:]] == [220, 220]
    assert (told.is_thorough, whole.is_thorough) == (True, True)
    version = version_of("a", text="Förbundet kan ge stöd.")
    assert told.gaps_in(version) == whole.gaps_in(version)
