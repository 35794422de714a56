"""Adding a sample question to a guideline's bank: to the group with the same right answer, else to a new one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.sample_text import NewGap, Sample, with_gap, with_passages, with_question
from corpus.importing.change.staging import current, staged
from corpus.importing.change.writing import replace_file, write_guideline
from corpus.lookup import find_guideline, find_version_of
from corpus.model import Bank
from corpus.reading.catalogue import BANK_NAME, QUESTIONS_NAME

_FILE = re.compile(r"[a-z0-9åäö][a-z0-9åäö-]{0,60}\.yaml")
_GAP = re.compile(r"[a-z][a-z0-9_]{1,40}")
_EMPTY_BANK = "passages: {}\ngaps: {}\n"


@dataclass(frozen=True, slots=True)
class SampleAdded:
    """Which file has the question now, and whether a group with the same right answer took it."""

    file: Path
    joined: bool


def question_files(documents: Path, guideline_id: str) -> list[str]:
    """Names of the files that hold a guideline's sample questions."""
    return sorted(path.name for path in (documents / guideline_id / QUESTIONS_NAME).glob("*.yaml"))


def bank_fingerprint(documents: Path, guideline_id: str) -> str:
    """A word for what the bank's files hold now."""
    digest = hashlib.sha256()
    for name, data in sorted(_bank_files(documents / guideline_id).items()):
        digest.update(b"%d:%s%d:%s" % (len(name), name.encode(), len(data), data))
    return digest.hexdigest()[:16]


def likely_file(bank: Bank | None, sample: Sample, files: list[str]) -> str:
    """The file in which a sample's matter stands: that of the likest group, else one that is named by it."""
    groups = [group for group in bank.groups if group.file in files] if bank else []
    for group in groups:
        if Sample.of(group).label == sample.label:
            return group.file
    for group in groups:
        first = (group.passages, sample.passages) if sample.passages else (group.gaps, sample.gaps)
        if first[1] and first[0][:1] == first[1][:1]:
            return group.file
    named = next(iter((*sample.passages, *sample.gaps, sample.kind)), "")
    return f"{re.sub(r'[^a-z0-9åäö-]+', '-', named.lower()).strip('-')[:60] or 'frågor'}.yaml"


def add_sample(
    guideline_id: str,
    version_id: str,
    sample: Sample,
    documents: Path,
    *,
    file: str = "",
    new_gap: NewGap | None = None,
    seen: str | None = None,
) -> SampleAdded:
    """Add a question, which a version's passages answer or the text leaves open; the corpus is checked with it first.

    `seen` is the fingerprint of the bank that was shown. Raises ChangeRefusedError. Needs the lock.
    """
    folder, sample = documents / guideline_id, replace(sample, question=" ".join(sample.question.split()))
    if seen is not None and seen != bank_fingerprint(documents, guideline_id):
        raise ChangeRefusedError(messages.SAMPLE_CHANGED)
    guideline = find_guideline(current(documents).catalogue, guideline_id)
    version, bank = find_version_of(guideline, version_id), guideline.bank
    if not sample.question or not sample.has_label:
        raise ChangeRefusedError(messages.SAMPLE_NO_LABEL)
    texts = {passage.anchor: passage.text for passage in version.passages}
    if unknown := [anchor for anchor in sample.passages if anchor not in texts]:
        raise ChangeRefusedError(messages.UNKNOWN_ANCHOR.format(anchor=unknown[0]))
    known = bank.answers_in(version) if bank else frozenset()
    if stale := [anchor for anchor in sample.passages if bank and anchor in bank.passages and anchor not in known]:
        raise ChangeRefusedError(
            messages.SAMPLE_STALE.format(anchor=stale[0], guideline=guideline_id, version=version_id)
        )
    if new_gap is not None and (not _GAP.fullmatch(new_gap.gap_id) or not new_gap.is_whole):
        raise ChangeRefusedError(messages.SAMPLE_BAD_GAP)
    if new_gap is not None and bank and new_gap.gap_id in bank.gaps:
        raise ChangeRefusedError(messages.SAMPLE_GAP_TAKEN.format(gap=new_gap.gap_id))
    files = {name: data.decode("utf-8") for name, data in _bank_files(folder).items()}
    name = file or likely_file(bank, sample, question_files(documents, guideline_id))
    if not _FILE.fullmatch(name):
        raise ChangeRefusedError(messages.SAMPLE_BAD_FILE.format(file=name))
    place = f"{QUESTIONS_NAME}/{name}"
    before = files.get(BANK_NAME, _EMPTY_BANK)
    head = with_passages(before, {anchor: texts[anchor] for anchor in sample.passages if anchor not in known})
    if new_gap is not None:
        head = with_gap(head, new_gap)
    text, joined = with_question(files.get(place, ""), sample)
    changed = {place: text.encode("utf-8")}
    if head != before or BANK_NAME not in files:
        changed[BANK_NAME] = head.encode("utf-8")
    staged(documents, guideline_id, {**_encoded(files), **changed})
    # The bank's own file first: what a question rests on must be there before the question.
    for path in sorted(changed, key=lambda path: path != BANK_NAME):
        if (folder / path).exists():
            replace_file(folder / path, changed[path])
        else:
            write_guideline(folder, {path: changed[path]})
    return SampleAdded(folder / place, joined)


def _bank_files(folder: Path) -> dict[str, bytes]:
    paths = [folder / BANK_NAME, *(folder / QUESTIONS_NAME).glob("*.yaml")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def _encoded(files: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode("utf-8") for name, text in files.items()}
