"""Reading the whole corpus, and checking it: every problem is found in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus import messages
from corpus.errors import BrokenCorpusError, FileProblems, Problem, Severity
from corpus.model import Bank, Catalogue, Guideline, Role, Version
from corpus.reading.annotations import annotate
from corpus.reading.bank import read_bank
from corpus.reading.checksums import check_source
from corpus.reading.front_matter import VersionFile, read_version_file
from corpus.reading.parsing import parse_passages
from corpus.reading.yaml_lines import Located
from corpus.timeline import effective_end, in_order, today

BUNDLED_DOCUMENTS = Path(__file__).parents[1] / "documents"
ANNOTATIONS_SUFFIX = ".passages.yaml"
BANK_NAME = "bank.yaml"
QUESTIONS_NAME = "questions"
SOURCES_NAME = "sources"
_READ = ("*.md", "*.yaml", f"{QUESTIONS_NAME}/*.yaml")


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of reading a corpus: what could be read, and everything that is wrong with it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def load_catalogue(documents: Path) -> Catalogue:
    """The catalogue of a sound corpus. Raises BrokenCorpusError with all problems otherwise."""
    checked = check_corpus(documents)
    if checked.errors:
        raise BrokenCorpusError(checked.errors)
    return checked.catalogue


def check_corpus(documents: Path) -> Checked:
    """Read everything under `documents` (one folder a guideline) and collect every problem."""
    problems: list[Problem] = []
    folders = _guideline_folders(documents)
    guidelines = [g for folder in folders if (g := _read_guideline(folder, problems)) is not None]
    if not guidelines and not problems:
        problems.append(Problem(documents, 1, messages.NO_DOCUMENTS))
    catalogue = Catalogue(tuple(guidelines), corpus_fingerprint(documents))
    return Checked(catalogue, tuple(sorted(problems, key=lambda p: (p.severity, str(p.file), p.line))))


def corpus_files(documents: Path) -> list[Path]:
    """The files that a catalogue is read from, in a stable order, without the originals in sources/."""
    folders = _guideline_folders(documents)
    files = (path for folder in folders for pattern in _READ for path in folder.glob(pattern))
    return sorted(path for path in files if path.is_file())


def corpus_fingerprint(documents: Path) -> str:
    """SHA-256 over the names and bytes of the corpus files."""
    digest = hashlib.sha256()
    for path in corpus_files(documents):
        name, data = path.relative_to(documents).as_posix().encode(), path.read_bytes()
        digest.update(b"%d:%s%d:%s" % (len(name), name, len(data), data))
    return digest.hexdigest()


def annotations_file(version_file: Path) -> Path:
    """Where the anchors and roles of a version are kept."""
    return version_file.with_name(version_file.stem + ANNOTATIONS_SUFFIX)


def _guideline_folders(documents: Path) -> list[Path]:
    """One folder a guideline; hidden ones such as .git are none."""
    if not documents.is_dir():
        return []
    return sorted(path for path in documents.iterdir() if path.is_dir() and not path.name.startswith("."))


def _read_guideline(folder: Path, problems: list[Problem]) -> Guideline | None:
    read: list[tuple[VersionFile, Version, FileProblems]] = []
    files = sorted(folder.glob("*.md"))
    for file in files:
        report = FileProblems(file)
        if (content := read_version_file(report)) is not None:
            read.append((content, _read_version(content, report), report))
        problems.extend(report.problems)
    problems.extend(_unexpected_files(folder))
    if not read:
        if not files:
            problems.append(Problem(folder, 1, messages.NO_DOCUMENTS))
        return None
    versions = in_order([version for _, version, _ in read])
    guideline = Guideline(folder.name, versions, _read_bank(folder, versions, problems))
    for content, version, report in read:
        problems.extend(_validity_problems(content.place, version, guideline, report.file))
    return guideline


def _read_version(content: VersionFile, report: FileProblems) -> Version:
    head, place = content.head, content.place
    passages = parse_passages(content.body, content.body_line)
    states_validity = head.valid_from is not None or head.confirmed_in_force is not None
    if not passages and states_validity and not head.text:
        report.error(content.body_line, messages.EMPTY_TEXT)
    if passages and head.text:
        report.error(place.key_line("text"), messages.TEXT_DESPITE_UNAVAILABLE)
    if passages and not states_validity:
        report.error(place.key_line("valid_from"), messages.NO_VALIDITY)
    if head.source is not None and (source := report.file.parent / head.source).is_file():
        check_source(source, place.key_line("source"), report)
    notes = annotations_file(report.file)
    if notes.is_file():
        notes_report = FileProblems(notes)
        passages = annotate(passages, notes_report)
        if waiting := sum(passage.proposed is not None for passage in passages):
            message = messages.AWAITS_REVIEW.format(count=waiting, guideline=head.guideline, version=head.version)
            notes_report.warning(1, message)
        report.problems.extend(notes_report.problems)
    return Version(
        guideline_id=head.guideline,
        version_id=head.version,
        title=head.title,
        adopted=head.adopted,
        adopted_by=head.adopted_by,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        confirmed_in_force=head.confirmed_in_force,
        registry_number=head.registry_number,
        source=head.source,
        passages=passages,
    )


def _read_bank(folder: Path, versions: tuple[Version, ...], problems: list[Problem]) -> Bank | None:
    file = folder / BANK_NAME
    if not file.is_file():
        return None
    report = FileProblems(file)
    parts = [FileProblems(part) for part in sorted((folder / QUESTIONS_NAME).glob("*.yaml"))]
    bank = read_bank(report, parts)
    problems.extend(problem for one in (report, *parts) for problem in one.problems)
    if bank is not None:
        alive = frozenset[str]().union(*(bank.answers_in(version) for version in versions))
        for anchor in sorted(bank.passages.keys() - alive):
            message = messages.STALE_BANK_PASSAGE.format(anchor=anchor)
            problems.append(Problem(file, 1, message, Severity.WARNING))
        if untaught := _without_samples(bank, versions):
            message = messages.WITHOUT_SAMPLES.format(anchors=", ".join(untaught))
            problems.append(Problem(file, 1, message, Severity.WARNING))
    return bank


def _without_samples(bank: Bank, versions: tuple[Version, ...]) -> list[str]:
    """Anchors of what the last version supports and excludes that no sample question is about."""
    asked = {anchor for group in bank.groups for anchor in (*group.passages, *group.near)}
    texts = [version for version in versions if version.has_text]
    telling = (Role.SUPPORT, Role.EXCLUSION)
    return [
        passage.anchor
        for passage in (texts[-1].passages if texts and bank.groups else ())  # a copy may lack them
        if passage.anchor not in asked and (passage.role or passage.proposed) in telling
    ]


def _unexpected_files(folder: Path) -> list[Problem]:
    stems = {path.stem for path in folder.glob("*.md")}
    expected = {BANK_NAME, QUESTIONS_NAME, SOURCES_NAME}
    expected |= {stem + suffix for stem in stems for suffix in (".md", ANNOTATIONS_SUFFIX)}
    return [
        Problem(path, 1, messages.UNEXPECTED_FILE, Severity.WARNING)
        for path in sorted(folder.iterdir())
        if path.name not in expected and not path.name.startswith(".")
    ]


def _validity_problems(place: Located, version: Version, guideline: Guideline, file: Path) -> list[Problem]:
    """Where this version's validity does not fit the versions after it."""
    found: list[Problem] = []

    def add(key: str, message: str, severity: Severity = Severity.ERROR) -> None:
        found.append(Problem(file, place.key_line(key), message, severity))

    if version.confirmed_in_force and version.confirmed_in_force > today():
        add("confirmed_in_force", messages.CONFIRMED_IN_FUTURE.format(confirmed=version.confirmed_in_force))
    started = [
        other for other in guideline.versions if other.starts is not None and other.version_id != version.version_id
    ]
    for other in started if version.starts is not None else []:
        _compare(version, other, add)
    end = effective_end(version, guideline)
    if version.valid_to and end and end < version.valid_to:
        successor = next(other for other in started if other.valid_from and other.valid_from > end)
        message = messages.CLIPPED.format(valid_to=version.valid_to, other=successor.version_id, end=end)
        add("valid_to", message, Severity.WARNING)
    return found


def _compare(version: Version, other: Version, add: Callable[[str, str], None]) -> None:
    if version.valid_from and version.valid_from == other.valid_from:
        add("valid_from", messages.SAME_START.format(other=other.version_id, day=version.valid_from))
    both_unstated = version.valid_from is None and other.valid_from is None
    if both_unstated:
        add("confirmed_in_force", messages.TWO_CONFIRMED.format(other=other.version_id))
    nested = (
        version.valid_from and version.valid_to and other.valid_from and other.valid_to
        and version.valid_from < other.valid_from and other.valid_to <= version.valid_to
    )  # fmt: skip
    if nested:
        message = messages.NESTED.format(other=other.version_id, start=other.valid_from, end=other.valid_to)
        add("valid_to", message)
    if (
        version.valid_from is None
        and version.confirmed_in_force
        and other.valid_from
        and _covers(other, version.confirmed_in_force)
    ):
        message = messages.CONFIRMED_AFTER_SUCCESSOR.format(
            confirmed=version.confirmed_in_force, other=other.version_id, start=other.valid_from
        )
        add("confirmed_in_force", message)


def _covers(version: Version, day: date) -> bool:
    """Whether a version's own words make it valid on a day, an open end counting only once it has begun."""
    return bool(version.valid_from and version.valid_from <= day and version.valid_to and day <= version.valid_to)
