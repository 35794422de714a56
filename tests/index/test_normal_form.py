from __future__ import annotations

import pytest

from index.normal_form import normal_form


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("SÖKER MEDEL STOP SISTA DAG STOPP", "söker medel. sista dag."),
        ("VAD GÄLLER FÖR ASF?", "vad gäller för asf?"),
        ("ASF?", "ASF?"),  # too short to be shouting
        ("Vad säger AF, FK och LOU om ASF?", "Vad säger AF, FK och LOU om ASF?"),
        ("Stop! Vem betalar?", "Stop! Vem betalar?"),
        ("Beslutet 2013-11-28?", "Beslutet 131128 28 november 2013?"),
        ("ВІДКРИТИ ПІДПРИЄМСТВО", "відкрити підприємство"),
        ("社会的企業とは何ですか", "社会的企業とは何ですか"),
        ("", ""),
    ],
)
def test_shouting_and_dates_are_read_like_any_other_text(written: str, read: str) -> None:
    assert normal_form(written) == read
