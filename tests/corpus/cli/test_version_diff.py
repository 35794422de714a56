from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import messages
from corpus.cli.version_diff import difference_lines
from corpus.model import Version

VersionOf = Callable[..., Version]
OLD = """\
# Dalen

Förbundet kan ge stöd. Ansökan görs på hösten. Styrelsen sammanträder.

Förbundet betalar:

- Resor
"""
NEW = """\
# Nya Dalen

Förbundet kan ge stöd. Ansökan görs på våren. Blanketten finns på webben.

Förbundet betalar inte:

- Resor
"""


def head(**counts: int) -> str:
    return messages.DIFF_HEAD.format(
        old="stod-dalen/a", new="stod-dalen/b", **{"changed": 0, "added": 0, "removed": 0, **counts}
    )


def test_the_summary_comes_first_then_each_kind_with_anchors_and_words(version_of: VersionOf) -> None:
    lines = difference_lines(version_of("a", text=OLD), version_of("b", text=NEW))
    assert list(lines) == [
        head(changed=2, added=1, removed=1, same=1),
        f"\n{messages.DIFF_GROUPS['changed']}",
        "  ansokan-gors-pa-varen",
        messages.DIFF_BEFORE.format(text="Ansökan görs på hösten."),
        messages.DIFF_AFTER.format(text="Ansökan görs på våren."),
        "  resor",
        messages.DIFF_BEFORE.format(text="Förbundet betalar: Resor"),
        messages.DIFF_AFTER.format(text="Förbundet betalar inte: Resor"),
        f"\n{messages.DIFF_GROUPS['added']}",
        "  blanketten-finns-pa-webben",
        messages.DIFF_AFTER.format(text="Blanketten finns på webben."),
        f"\n{messages.DIFF_GROUPS['removed']}",
        "  styrelsen-sammantrader",
        messages.DIFF_BEFORE.format(text="Styrelsen sammanträder."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "same"), [("# Dalen", "# Dalen", 5), ("# Dalen", "# Nya Dalen", 4), ("# Dalen\n", "", 4)]
)
def test_the_summary_is_all_there_is_when_no_passage_differs(
    version_of: VersionOf, old: str, new: str, same: int
) -> None:
    lines = difference_lines(version_of("a", text=OLD), version_of("b", text=OLD.replace(old, new)))
    assert list(lines) == [head(same=same)]
