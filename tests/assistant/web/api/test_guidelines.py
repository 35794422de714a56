from __future__ import annotations

from datetime import date

import httpx

from assistant.web.api.schema import GuidelineOut, VersionTextOut

HANDLEDARE = (
    "Finansiering av handledare, anställd hos någon av medlemmarna, för att stödja målgruppen på "
    "arbetsintegrerande sociala företag"
)
FIRST_KNOWN_DAY = "2026-11-23"


def test_guidelines_are_listed_with_their_versions(client: httpx.Client) -> None:
    (listed,) = client.get("/api/guidelines").json()
    assert client.get("/api/guidelines/stod-asf").json() == listed
    guideline = GuidelineOut.model_validate(listed)
    assert (guideline.guideline_id, guideline.in_force, guideline.in_force_known) == ("stod-asf", "odaterad", True)
    versions = {version.version: version for version in guideline.versions}
    assert set(versions) == {"2009-06-11", "2011-11-28", "2013-11-28", "odaterad"}
    assert (versions["odaterad"].status, versions["odaterad"].text_available) == ("current", True)
    earlier = versions["2013-11-28"]
    assert (earlier.status, earlier.text_available, earlier.adopted) == (None, False, date(2013, 11, 28))
    assert all(client.get(version.url).status_code == 200 for version in guideline.versions)


def test_a_guideline_comes_with_its_timeline(client: httpx.Client) -> None:
    given = client.get("/api/guidelines/stod-asf").json()["timeline"]
    assert given == [
        {"first": None, "last": "2026-11-22", "state": "unknown", "version": None},
        {"first": FIRST_KNOWN_DAY, "last": None, "state": "in_force", "version": "odaterad"},
    ]


def test_a_version_is_given_with_its_passages(client: httpx.Client) -> None:
    text = VersionTextOut.model_validate(client.get("/api/guidelines/stod-asf/versions/odaterad").json())
    passages = {passage.anchor: passage for passage in text.passages}
    assert len(passages) == 18
    assert (passages["handledare"].text, passages["handledare"].role) == (HANDLEDARE, "support")
    lost = client.get("/api/guidelines/stod-asf/versions/2009-06-11").json()
    assert (lost["passages"], lost["text_available"]) == ([], False)
