"""Answers judged by hand: a file for each run and reviewer, a line for each judgement; the last one counts."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from assistant.web.staff.bench.runs import Mark, Review

_FOLDER = "reviews"


def save_review(run: Path, review: Review) -> None:
    """Add a judgement to the reviewer's own file in the run's folder."""
    folder = run / _FOLDER
    folder.mkdir(exist_ok=True)
    name = hashlib.sha256(review.reviewer.encode()).hexdigest()[:16]
    line = json.dumps(asdict(review) | {"at": review.at.isoformat()}, ensure_ascii=False)
    with (folder / f"{name}.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())


def load_reviews(run: Path) -> tuple[Review, ...]:
    """The last judgement of each reviewer on each answer; lines that a crash tore are passed over."""
    last: dict[tuple[str, str], Review] = {}
    for file in sorted((run / _FOLDER).glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            try:
                fields = json.loads(line)
                marks = {"sentence": Mark(fields["sentence"]), "citation": Mark(fields["citation"])}
                review = Review(**{**fields, **marks, "at": datetime.fromisoformat(fields["at"])})
            except (ValueError, TypeError, KeyError):
                continue
            last[review.reviewer, review.case_id] = review
    return tuple(last.values())
