from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus import messages
from corpus.errors import ChangeRefusedError, ImportRefusedError
from corpus.importing.change.order import Order, day, read_document


def test_an_order_knows_where_its_source_goes() -> None:
    order = Order(Path("/tmp/Beslut Å.PDF"), "stod", "2026-12-01", "Stöd", date(2026, 12, 1), date(2027, 1, 1))
    assert (order.key, order.source) == ("stod/2026-12-01", "sources/2026-12-01.pdf")


def test_days_are_read_or_refused_by_option() -> None:
    assert day("--adopted", " 2026-12-01 ") == date(2026, 12, 1)
    with pytest.raises(ChangeRefusedError) as caught:
        day("--adopted", "261201x")
    assert str(caught.value) == messages.ADD_BAD_DAY.format(option="--adopted", value="261201x")


def test_the_limit_counts_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * 1024 * 1024)
    assert len(read_document(file, 1)) == 1024 * 1024
    file.write_bytes(b"a" * (1024 * 1024 + 1))
    with pytest.raises(ImportRefusedError) as caught:
        read_document(file, 1)
    assert str(caught.value) == messages.IMPORT_TOO_LARGE.format(limit=1)
