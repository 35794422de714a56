from __future__ import annotations

import pytest

from corpus.importing.layout.headers_footers import Placed, is_contents_line, running_lines


def page(*lines: str, top: str = "", bottom: str = "") -> list[Placed]:
    """Lines at an ordinary distance, header and footer set off."""
    body = [Placed(line, 100.0 + 12 * number) for number, line in enumerate(lines)]
    return [*([Placed(top, 20.0)] if top else []), *body, *([Placed(bottom, 800.0)] if bottom else [])]


def dropped(*pages: list[Placed]) -> list[str]:
    return [pages[number][line].text for number, line in sorted(running_lines(pages))]


BODY = ("Förbundet ger stöd.", "Medlemmen ansöker.", "Styrelsen beslutar.", "Stödet betalas ut.")


def test_repeated_headers_and_counting_footers_run() -> None:
    pages = [page(*BODY[n:], BODY[n], top="Påhittade Dalen", bottom=f"Dnr 17 Sida {n + 1} (3)") for n in range(3)]
    assert dropped(*pages) == ["Påhittade Dalen", "Dnr 17 Sida 1 (3)"] + [
        text for n in (2, 3) for text in ("Påhittade Dalen", f"Dnr 17 Sida {n} (3)")
    ]


@pytest.mark.parametrize(
    "number", ["Sida 2 (5)", "2/5", "2", "- 2 -", "sid. 2", "s. 2", "Page 2 of 5", "2 av 5", "2(5)"]
)
def test_a_page_number_alone_runs_even_on_one_page(number: str) -> None:
    assert dropped(page(*BODY, bottom=number)) == [number]


@pytest.mark.parametrize("text", ["2013", "2 insatser", "Sida vid sida", "10 000 kr", "§ 2"])
def test_words_with_a_number_are_no_page_number(text: str) -> None:
    assert dropped(page(*BODY, bottom=text)) == []


@pytest.mark.parametrize("line", ["11/26/26, 12:44 AM Riktlinjer", "2026-11-26 00:44 Riktlinjer för stöd",
                                  "file:///tmp/beslut.html 1/1", "https://dalen.example/beslut 1/3"])  # fmt: skip
def test_what_a_browser_prints_around_a_page_runs(line: str) -> None:
    assert dropped(page(*BODY, top=line)) == [line]


def test_the_same_words_in_the_text_do_not_run() -> None:
    near_identical = [page(*(f"Stycke {n}.{m} ger stöd." for m in range(6))) for n in range(4)]
    assert dropped(*near_identical) == []
    same = [page(*BODY), page(*BODY)]
    assert dropped(*same) == []


def test_a_line_that_goes_on_in_lower_case_is_text() -> None:
    pages = [page(*BODY[n:], top="och kan även ge stöd") for n in range(2)]
    assert dropped(*pages) == []


def test_small_type_is_set_off_enough() -> None:
    pages = [[*page(*BODY[n:]), Placed("Dalens förbund, org.nr 1", 160.0, small=True)] for n in range(2)]
    assert dropped(*pages) == ["Dalens förbund, org.nr 1"] * 2


def test_the_title_above_a_later_page_runs_and_on_the_first_it_stays() -> None:
    assert dropped(page("Riktlinjer", *BODY), page(*BODY[1:], top="Riktlinjer")) == ["Riktlinjer"]


def test_a_line_on_fewer_than_half_of_the_pages_is_text() -> None:
    pages = [page(*BODY[n:], top="Bilaga" if n < 1 else "") for n in range(3)]
    assert dropped(*pages) == []


def test_a_line_that_repeats_on_one_page_is_text() -> None:
    lines = [Placed("Förbundet ger stöd.", 100.0 + 40 * number) for number in range(8)]
    assert dropped(lines) == []


def test_no_page_loses_all_its_lines() -> None:
    assert dropped(page("1")) == []
    assert dropped([]) == []


@pytest.mark.parametrize(("line", "expected"), [("1 Bakgrund ........ 3", True), ("Stöd . . . . . 12", True),
                                                ("Stöd…… 4", True), ("Och så vidare... 3", False),
                                                ("Stöd till 3", False)])  # fmt: skip
def test_lines_of_a_table_of_contents(line: str, expected: bool) -> None:
    assert is_contents_line(line) is expected
