"""Adding a version: read, understand, compare, check the corpus as it would be, and only then write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus import messages
from corpus.errors import ChangeRefusedError, ImportRefusedError, Problem
from corpus.importing.change.carry import Carry, carry_over
from corpus.importing.change.duplicates import refuse_duplicates
from corpus.importing.change.order import Order, read_document
from corpus.importing.change.staging import current, staged
from corpus.importing.change.writing import remove_unfinished, write_guideline
from corpus.importing.converters.contained import Limits, convert_contained
from corpus.importing.converters.sniff import EXTENSIONS, Format, sniff
from corpus.importing.document.blocks import Block, Extract, Heading, block_words, plain
from corpus.importing.document.completeness import lost_words, words_of
from corpus.importing.document.markdown_writer import markdown
from corpus.importing.document.shaping import shaped
from corpus.model import Catalogue, Guideline, Passage, PassageKind, Version
from corpus.reading.annotations import annotation_yaml
from corpus.reading.catalogue import ANNOTATIONS_SUFFIX
from corpus.reading.checksums import SUFFIX, checksum_line
from corpus.reading.parsing import collapse, parse_passages

_MOST_LOST_SHOWN = 12
_MOST_PASSAGES = 3_000


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read."""

    data: bytes
    format_: Format
    extract: Extract


@dataclass(frozen=True, slots=True)
class Addition:
    """A version that could be added: what was recognised, and the files that make it."""

    order: Order
    format_: Format
    extract: Extract
    blocks: tuple[Block, ...]
    carry: Carry
    guideline: Guideline | None
    """The guideline before the addition; None when it is new."""
    files: dict[str, bytes]
    """Path in the guideline's folder and content, in the order in which they are to be written."""
    warnings: tuple[Problem, ...]
    """What the check finds after the addition and did not find before."""
    before: Catalogue
    after: Catalogue
    """The corpus with the version, without sample questions."""

    @property
    def version(self) -> Version:
        """The version as the corpus would hold it."""
        found = self.after.version(self.order.key)
        if found is None:
            raise LookupError(self.order.key)
        return found

    @property
    def own_title(self) -> str | None:
        """The title that the document itself has; None where the one that was asked for was put in."""
        title = next(plain(block.heading) for block in self.blocks if isinstance(block, Heading))
        return title if title in {block_words(block) for block in self.extract.blocks} else None


def read(file: Path, limit_mb: int, limits: Limits | None = None) -> Document:
    """Read a file, whatever it will be added as. Raises ImportRefusedError."""
    data = read_document(file, limit_mb)
    format_ = sniff(file.name, data)
    return Document(data, format_, convert_contained(data, format_, limits))


def prepare(order: Order, documents: Path, limit_mb: int, limits: Limits | None = None) -> Addition:
    """Everything up to writing. Raises ChangeRefusedError, with nothing written, when it cannot be added."""
    return _prepared(order, documents, lambda: read(order.file, limit_mb, limits))


def prepare_read(order: Order, document: Document, documents: Path) -> Addition:
    """The same for a document that was read before."""
    return _prepared(order, documents, lambda: document)


def _prepared(order: Order, documents: Path, read_it: Callable[[], Document]) -> Addition:
    before = current(documents)
    guideline = before.catalogue.guideline(order.guideline_id)
    _refuse_taken(order, guideline)
    document = read_it()
    data, extract = document.data, document.extract
    blocks = shaped(extract.blocks, collapse(order.title))
    body = markdown(blocks)
    passages = parse_passages(body)
    if all(passage.kind is PassageKind.TITLE for passage in passages):
        raise ImportRefusedError(messages.IMPORT_NO_SENTENCE)
    if len(passages) > _MOST_PASSAGES:
        raise ImportRefusedError(messages.IMPORT_TOO_LONG)
    _refuse_losses(extract.words, passages, blocks)
    refuse_duplicates(order, passages, data, before.catalogue, documents)
    carry = carry_over(passages, guideline, order.valid_from)
    source = Path(order.source).name
    files = {
        order.source: data,
        f"{order.source}{SUFFIX}": checksum_line(source, data),
        f"{order.version_id}{ANNOTATIONS_SUFFIX}": annotation_yaml(carry.passages).encode(),
        f"{order.version_id}.md": (_front_matter(order) + "\n" + body).encode(),
    }
    after = staged(documents, order.guideline_id, files)
    known = {(problem.file, problem.message) for problem in before.problems}
    found = (problem for problem in after.problems if (problem.file, problem.message) not in known)
    warnings = tuple(problem for problem in found if not problem.file.name.endswith(ANNOTATIONS_SUFFIX))
    return Addition(
        order, document.format_, extract, blocks, carry, guideline, files, warnings, before.catalogue, after.catalogue
    )


def write(addition: Addition, documents: Path) -> None:
    """Write the version's files, its text last, after cleaning away what a killed attempt left. Needs the lock."""
    order = addition.order
    folder = documents / order.guideline_id
    remove_unfinished(documents, folder)
    kept = {version.source for version in addition.guideline.versions} if addition.guideline else set()
    for suffix in EXTENSIONS:
        left = f"sources/{order.version_id}{suffix}"
        if left not in kept and left not in addition.files:
            (folder / left).unlink(missing_ok=True)
            (folder / (left + SUFFIX)).unlink(missing_ok=True)
    write_guideline(folder, addition.files)


def _refuse_taken(order: Order, guideline: Guideline | None) -> None:
    for version in guideline.versions if guideline else ():
        if version.version_id == order.version_id:
            message = messages.ADD_VERSION_EXISTS.format(version=order.version_id, guideline=order.guideline_id)
            raise ChangeRefusedError(message)
        if version.source == order.source:
            message = messages.ADD_SOURCE_TAKEN.format(source=order.source, version=version.version_id)
            raise ChangeRefusedError(message)


def _refuse_losses(words: str, passages: tuple[Passage, ...], blocks: tuple[Block, ...]) -> None:
    headings = [plain(block.heading) for block in blocks if isinstance(block, Heading)]
    if lost := lost_words(words, words_of(passages, headings)):
        shown = ", ".join(lost[:_MOST_LOST_SHOWN]) + (" …" if len(lost) > _MOST_LOST_SHOWN else "")
        raise ImportRefusedError(messages.IMPORT_LOST_WORDS.format(words=shown))


def _front_matter(order: Order) -> str:
    fields = {
        "guideline": order.guideline_id,
        "version": order.version_id,
        "title": collapse(order.title),
        "adopted": order.adopted,
        "adopted_by": collapse(order.adopted_by or "") or None,
        "valid_from": order.valid_from,
        "valid_to": order.valid_to,
        "registry_number": collapse(order.registry_number or "") or None,
        "source": order.source,
    }
    head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100_000)
    return f"---\n{head}---\n"
