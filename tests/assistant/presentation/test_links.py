from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.presentation.links import Links
from tests.assistant.presentation.conftest import QUOTE


@pytest.mark.parametrize(
    ("links", "url"),
    [
        (Links(), "/guidelines/stod-dalen/versions/2020#resa"),
        (Links(root_path="/assistent/"), "/assistent/guidelines/stod-dalen/versions/2020#resa"),
        (Links("https://asf.example.se/"), "https://asf.example.se/guidelines/stod-dalen/versions/2020#resa"),
        (Links("https://asf.example.se", "/x"), "https://asf.example.se/guidelines/stod-dalen/versions/2020#resa"),
    ],
)
def test_addresses_are_absolute_with_a_public_one(links: Links, url: str) -> None:
    assert links.passage(QUOTE) == url


def test_addresses_are_escaped() -> None:
    assert Links().passage(replace(QUOTE, version_id="å 1", anchor='"x')).endswith("/versions/%C3%A5%201#%22x")
