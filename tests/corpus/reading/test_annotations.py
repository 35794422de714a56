from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import messages
from corpus.errors import FileProblems
from corpus.model import Catalogue, Role
from corpus.reading.annotations import annotate, annotation_yaml
from corpus.reading.parsing import parse_passages

ReportOf = Callable[[str | bytes], FileProblems]
PASSAGES = parse_passages('# Stöd\n\nFörbundet kan ge stöd. Medlemmen söker: "alltid". Förbundet svarar.')
ROLES = "support, condition, exclusion, definition, procedure, history"
SOUND = """\
passages:
- anchor: titel
  text: Stöd
- anchor: stod
  role: support
  conditions: [sokande]
  text: Förbundet kan
    ge stöd.
- anchor: sokande
  role: condition
  text: 'Medlemmen söker: "alltid".'
- anchor: svar
  role:
  text: Förbundet svarar.
"""


def found(report: FileProblems) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in report.problems]


def test_anchors_roles_and_conditions_come_from_the_file(report_of: ReportOf) -> None:
    report = report_of(SOUND)
    annotated = annotate(PASSAGES, report)
    assert report.problems == []
    assert [(p.anchor, p.role, p.conditions) for p in annotated] == [
        ("titel", None, ()), ("stod", Role.SUPPORT, ("sokande",)), ("sokande", Role.CONDITION, ()),
        ("svar", None, ()),
    ]  # fmt: skip
    assert [(p.text, p.line, p.section) for p in annotated] == [(p.text, p.line, p.section) for p in PASSAGES]


def test_a_proposed_role_awaits_review_and_may_have_conditions(report_of: ReportOf) -> None:
    report = report_of(SOUND.replace("role: support", "proposed: support"))
    annotated = annotate(PASSAGES, report)
    assert report.problems == []
    assert [(p.role, p.proposed) for p in annotated[:3]] == [(None, None), (None, Role.SUPPORT), (Role.CONDITION, None)]
    assert annotated[1].conditions == ("sokande",)
    assert annotate(PASSAGES, report_of(annotation_yaml(annotated))) == annotated


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("anchor: svar", "anchor: stod", 12,
         messages.DUPLICATE_ANCHOR.format(anchor="stod", first=4)),
        ("anchor: svar", "anchor: Svår väg", 12, messages.BAD_ANCHOR.format(anchor="Svår väg")),
        ("role: support", "role: löfte", 5,
         messages.UNKNOWN_ROLE.format(value="löfte", known=ROLES)),
        ("role: support", "role: history", 6, messages.CONDITIONS_NEED_SUPPORT),
        ("role: support", "proposed: löfte", 5,
         messages.UNKNOWN_ROLE.format(value="löfte", known=ROLES)),
        ("role: support", "proposed: history", 6, messages.CONDITIONS_NEED_SUPPORT),
        ("role: support", "proposed: support\n  role:", 5, messages.ROLE_AND_PROPOSED),
        ("[sokande]", "[okant]", 4, messages.UNKNOWN_CONDITION.format(anchor="okant")),
        ("[sokande]", "sokande", 6, messages.NOT_A_LIST.format(key="conditions")),
        ("Förbundet svarar.", "Styrelsen svarar.", 12,
         messages.PASSAGE_NOT_IN_TEXT.format(anchor="svar", text="Styrelsen svarar.")),
        ("Förbundet svarar.", "Styrelsen svarar.", 1,
         messages.PASSAGE_WITHOUT_ANCHOR.format(text="Förbundet svarar.")),
        ("  text: Förbundet svarar", "  txt: Förbundet svarar", 12, messages.MISSING_KEY.format(key="text")),
        ("- anchor: titel", "- anchor:", 2, messages.EMPTY_VALUE.format(key="anchor")),
        ("- anchor: titel\n  text: Stöd", "- Stöd", 2, messages.NOT_A_MAPPING),
        ("passages:", "passager:", 1, messages.MISSING_KEY.format(key="passages")),
        ("  role: support", "  role: support: ja", 5,
         messages.BAD_YAML.format(reason=messages.YAML_REASONS["mapping values are not allowed"])),
    ],
)  # fmt: skip
def test_each_mismatch_is_reported_on_its_line(
    report_of: ReportOf, old: str, new: str, line: int, message: str
) -> None:
    report = report_of(SOUND.replace(old, new, 1))
    annotate(PASSAGES, report)
    assert (line, message) in found(report)


def test_annotations_in_another_order_than_the_text_are_reported(report_of: ReportOf) -> None:
    first, second = "- anchor: a\n  text: Stöd\n", "- anchor: b\n  text: Förbundet svarar.\n"
    passages = parse_passages("# Stöd\n\nFörbundet svarar.")
    annotate(passages, report := report_of("passages:\n" + first + second))
    assert report.problems == []
    annotate(passages, report := report_of("passages:\n" + second + first))
    assert (4, messages.PASSAGE_NOT_IN_TEXT.format(anchor="a", text="Stöd")) in found(report)


def test_equal_texts_keep_their_own_anchors(report_of: ReportOf) -> None:
    passages = parse_passages("- Lika\n- Olika\n- Lika")
    rows = [
        f"- anchor: {anchor}\n  text: {text}\n" for anchor, text in zip("abc", ("Lika", "Olika", "Lika"), strict=True)
    ]
    report = report_of("passages:\n" + "".join(rows))
    assert [p.anchor for p in annotate(passages, report)] == ["a", "b", "c"]
    assert report.problems == []


def test_an_unreadable_file_leaves_the_passages_as_they_are(report_of: ReportOf) -> None:
    report = report_of("passages: å".encode("latin-1"))
    assert annotate(PASSAGES, report) == PASSAGES
    assert found(report) == [(1, messages.NOT_UTF8.format(offset=10))]


def test_the_proposed_file_describes_exactly_the_passages(report_of: ReportOf) -> None:
    report = report_of(annotation_yaml(PASSAGES))
    assert annotate(PASSAGES, report) == PASSAGES
    assert report.problems == []


def test_writing_reviewed_annotations_loses_nothing(report_of: ReportOf, bundled: Catalogue) -> None:
    version = bundled.version("stod-asf/odaterad")
    assert version is not None
    bare = parse_passages((" \n\n").join(p.text for p in version.passages))
    assert len(bare) == len(version.passages)
    annotated = annotate(bare, report := report_of(annotation_yaml(version.passages)))
    assert report.problems == []
    assert [(p.anchor, p.role, p.conditions, p.refers_to) for p in annotated] == [
        (p.anchor, p.role, p.conditions, p.refers_to) for p in version.passages
    ]


def test_the_bundled_application_rule_names_the_document_it_refers_to(bundled: Catalogue) -> None:
    version = bundled.version("stod-asf/odaterad")
    assert version is not None
    assert {p.anchor: p.refers_to for p in version.passages if p.refers_to} == {
        "ansokan": "Riktlinjer för finansiering av samverkansinsatser"
    }


def test_every_bundled_support_names_its_conditions(bundled: Catalogue) -> None:
    version = bundled.version("stod-asf/odaterad")
    assert version is not None
    roles = {passage.anchor: passage.role for passage in version.passages}
    conditions = {anchor for passage in version.passages for anchor in passage.conditions}
    assert conditions == {"medlemmarna-upphandlar", "finansieringens-vag"}
    assert {roles[anchor] for anchor in conditions} == {Role.CONDITION}
    assert all(role is Role.HISTORY for anchor, role in roles.items() if anchor.startswith("policy-"))
