"""A corpus as it would be after a change, checked before anything is changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError, Problem
from corpus.model import Catalogue
from corpus.reading.catalogue import QUESTIONS_NAME, Checked, check_corpus


def current(documents: Path) -> Checked:
    """The corpus as it is; an empty folder is an empty corpus. Raises ChangeRefusedError when it has errors."""
    if not documents.is_dir():
        raise ChangeRefusedError(messages.ADD_NO_FOLDER.format(folder=documents))
    if not any(path.is_dir() and not path.name.startswith(".") for path in documents.iterdir()):
        return Checked(Catalogue((), ""), ())
    checked = check_corpus(documents)
    if checked.errors:
        raise ChangeRefusedError(_listed(messages.BROKEN, checked))
    return checked


def staged(documents: Path, guideline_id: str, files: Mapping[str, bytes], without: Collection[str] = ()) -> Checked:
    """Check a copy of the corpus with these files of one guideline, and without others.

    Raises ChangeRefusedError when it has errors.
    """
    with tempfile.TemporaryDirectory(prefix="asf-corpus-") as temporary:
        copy = Path(temporary) / "documents"
        shutil.copytree(documents, copy, ignore=shutil.ignore_patterns(QUESTIONS_NAME, ".*"))
        for name, data in files.items():
            target = copy / guideline_id / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for name in without:
            (copy / guideline_id / name).unlink()
        checked = check_corpus(copy)
    problems = tuple(_in_place(problem, copy, documents) for problem in checked.problems)
    found = replace(checked, problems=problems)
    if found.errors:
        raise ChangeRefusedError(_listed(messages.STAGED_BROKEN, found))
    return found


def _listed(head: str, checked: Checked) -> str:
    return "\n".join([head.format(count=len(checked.errors)), *map(str, checked.errors)])


def _in_place(problem: Problem, copy: Path, documents: Path) -> Problem:
    return replace(problem, file=documents / problem.file.relative_to(copy))
