from __future__ import annotations

import pytest

from corpus.importing.converters.from_html import convert
from corpus.importing.document.blocks import Grid, Paragraph, plain

Rows = tuple[tuple[str, ...], ...]


def read(table: str) -> list[str | Rows]:
    blocks = convert(f"<table>{table}</table>").blocks
    return [plain(b.runs) if isinstance(b, Paragraph) else b.rows for b in blocks if isinstance(b, (Paragraph, Grid))]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "<thead><tr><th>Lokal<th colspan=2>Avgift<tr><th><th>Barn<th>Vuxen</thead>"
            "<tr><td rowspan=2>Hall<td>80 kr<td>120 kr<tr><td>90 kr<td>130 kr",
            (("Lokal", "Avgift – Barn", "Avgift – Vuxen"), ("Hall", "80 kr", "120 kr"), ("Hall", "90 kr", "130 kr")),
        ),
        (
            "<tr><td rowspan=2>Lokal<td colspan=2>Avgift<tr><td>Barn<td>Vuxen<tr><td>Hall<td>1 kr<td>2 kr",
            (("Lokal", "Avgift – Barn", "Avgift – Vuxen"), ("Hall", "1 kr", "2 kr")),
        ),
        ("<tr><th>A<th>B<tr><td>1<td rowspan=3>2<tr><td>3<tr><td>4", (("A", "B"), ("1", "2"), ("3", "2"), ("4", "2"))),
        ("<tr><th>A<th>B<th>C<tr><td colspan=2>1<td>2", (("A", "B", "C"), ("1", "1", "2"))),
        ("<tr><th>A<th>B<tr><td>1<tr><td><td>", (("A", "B"), ("1", ""))),
        ("<tr><th>A<th>B<tr><td colspan=x rowspan=-3>1<td>2", (("A", "B"), ("1", "2"))),
        (
            "<tr><td>Insats<td colspan=2>Avgift<tr><td>Förskola<td>1 645 kr<td>per månad",
            (("Insats", "Avgift", "Avgift"), ("Förskola", "1 645 kr", "per månad")),
        ),
        (
            "<tr><th rowspan=2>Lokal<th colspan=2>Avgift<tr><th>Barn<th>Över 65 år<tr><td>Hall<td>1 kr<td>2 kr",
            (("Lokal", "Avgift – Barn", "Avgift – Över 65 år"), ("Hall", "1 kr", "2 kr")),
        ),
        (
            "<tr><td rowspan=2>Förskola<td>heltid<td>ingen avgift<tr><td>deltid<td>halv avgift<tr><td>Fritids<td>heltid"
            "<td>full avgift",
            (
                ("Förskola", "heltid", "ingen avgift"),
                ("Förskola", "deltid", "halv avgift"),
                ("Fritids", "heltid", "full avgift"),
            ),
        ),
        (
            "<tr><td colspan=2>Ansökan<td>handläggaren<tr><td><td>yttrande<td>nämnden<tr><td>Beslut<td>stöd<td>nämnden",
            (("Ansökan", "Ansökan", "handläggaren"), ("", "yttrande", "nämnden"), ("Beslut", "stöd", "nämnden")),
        ),
        (
            "<tr><td><td colspan=2>Avgift<tr><td>Lokal<td>barn<td>vuxen<tr><td>Bad<td>1<td>2",
            (("Lokal", "Avgift – barn", "Avgift – vuxen"), ("Bad", "1", "2")),
        ),
        (
            "<tr><th>Insats<th>Villkor<tr><td>Bidrag<td><ol type=a><li>ansökan<li><p>intyg</ol>",
            (("Insats", "Villkor"), ("Bidrag", "a) ansökan b) intyg")),
        ),
        ("<tr></tr><tr><th>A<th>B<tr><td>1<td>2<tr></tr>", (("A", "B"), ("1", "2"))),
        (
            "<tr><th>A<th>B<tr><td rowspan=2>1<td rowspan=2>2<tr></tr><tr><td>3<td>4",
            (("A", "B"), ("1", "2"), ("3", "4")),
        ),
        ("<tr><th>A<th>B<th>C<tr><td>1<td><s>9 kr</s><td>2 kr", (("A", "B", "C"), ("1", "", "2 kr"))),
    ],
)
def test_a_cell_counts_in_every_row_and_column_that_it_reaches(table: str, rows: Rows) -> None:
    assert read(table) == [rows]


def test_a_row_that_is_one_cell_stands_over_the_rows_below_it() -> None:
    table = (
        "<tr><th>Ålder<th>Avgift<tr><td colspan=2>Vardagar<tr><td>Barn<td>1<tr><td colspan=2>Helger<tr><td>Barn<td>2"
    )
    head = ("Ålder", "Avgift")
    assert read(table) == [(head, ("Vardagar – Barn", "1"), ("Helger – Barn", "2"))]


def test_a_table_s_title_and_remarks_are_no_rows() -> None:
    body = "<tr><th>Ålder<th>Avgift<tr><td>Barn<td>1<tr><td colspan=2>Moms ingår."
    expected = ["Avgifter 2026", (("Ålder", "Avgift"), ("Barn", "1")), "Moms ingår."]
    assert read(f"<tr><th colspan=2>Avgifter 2026{body}") == expected
    assert read(f"<thead><tr><th colspan=2>Avgifter 2026</thead>{body}") == expected


def test_a_title_may_be_merged_over_rows_or_be_narrower_than_the_table() -> None:
    body = "<tr><th>Ålder<th>Avgift<tr><td>Barn<td>1"
    expected = ["Avgifter 2026", (("Ålder", "Avgift"), ("Barn", "1"))]
    assert read(f"<tr><td colspan=2 rowspan=2>Avgifter 2026<tr></tr>{body}") == expected
    assert read(f"<tr><td>Avgifter 2026{body}") == expected
    assert read(f"<caption>Avgifter 2<b>0</b>26</caption>{body}") == expected


def test_a_remark_stays_between_the_rows_that_it_stands_between() -> None:
    head = ("Ålder", "Avgift")
    table = "<tr><th>Ålder<th>Avgift<tr><td>Barn<td>80<tr><td colspan=2>Från 1 juli gäller följande."
    assert read(f"{table}<tr><td>Barn<td>90") == [
        (head, ("Barn", "80")), "Från 1 juli gäller följande.", (head, ("Barn", "90"))
    ]  # fmt: skip
    assert read("<tr><th>Ålder<th>Avgift<tr><td colspan=2>Ingen avgift.") == ["Ålder | Avgift", "Ingen avgift."]
    assert read("<tr><th>A<th>B<tr><td>1<td>2<tr><td colspan=2>&nbsp;<tr><td>3<td>4") == [
        (("A", "B"), ("1", "2"), ("3", "4"))
    ]  # fmt: skip


def test_an_absurd_span_does_no_harm() -> None:
    (rows,) = read("<tr><th>A<th>B<tr><td colspan=1000000>1<td rowspan=1000000>2<tr><td>3")
    assert len(rows) == 3
    assert rows[1][0] == "1"
