from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.engine import Engine
from assistant.model import Question
from assistant.presentation.links import Links
from assistant.web.chat.message import chat_message
from assistant.web.pages.guidelines import linked
from assistant.web.server import create_app
from corpus.model import Link
from corpus.reading.parsing import parse_passages
from corpus.settings import Settings
from index.build.publish_now import build
from index.model import ReadingModel

CURRENT = "/guidelines/stod-asf/versions/odaterad"
POLICIES = ["2009-06-11", "2011-11-28", "2013-11-28"]
ACTIVE = re.compile(r"""<(?:script|img|iframe|b|i|u)[ >]|href=["']?(?:javascript|data):""")
MADE_UP = """---
guideline: stod-dalen
version: {version}
title: {title}
adopted: 2019-12-01
adopted_by: Påhittade Dalens styrelse <i>
valid_from: {start}
valid_to: null
---

# {title}

## Stöd <img src=x onerror=alert(1)>

Förbundet kan ge stöd <script>alert("1")</script> och **fet** text. En [länk](https://dalen.example/?a=1&b="2").

En [fälla](javascript:alert(1)) och en [till](data:text/html,x). Kod `<b>` & tecken "citat".

Exempel <u>är</u>:

- En sak <iframe src="//x.example"></iframe>
- En annan sak {{{{ 7 * 7 }}}}
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, model: ReadingModel) -> Engine:
    """Of a federation that does not exist, whose guideline is full of markup."""
    root = tmp_path_factory.mktemp("made-up")
    folder = root / "documents" / "stod-dalen"
    folder.mkdir(parents=True)
    for version, start in (("forsta", "2020-01-01"), ("andra", "2021-01-01"), ("tredje", "2999-01-01")):
        text = MADE_UP.format(version=version, start=start, title="Riktlinje <b>fet</b> för Dalen & co")
        (folder / f"{version}.md").write_text(text, encoding="utf-8")
    build(root / "documents", root / "data", "bundled", lambda _: model)
    engine = Engine(root / "data", lambda: model)
    engine.load()
    return engine


@pytest.fixture(scope="module")
def made_up(engine: Engine) -> TestClient:
    return TestClient(create_app(engine, Settings(federation='Dalen "<i>"')))


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def test_every_passage_stands_under_its_anchor(client: httpx.Client) -> None:
    page = client.get(CURRENT).text
    passages = client.get("/api/guidelines/stod-asf/versions/odaterad").json()["passages"]
    for passage in passages:
        ((_, html),) = re.findall(rf'<(h1|span|li)[^>]*? id="{passage["anchor"]}">(.*?)</\1>', page)
        assert text_of(html) == " ".join(passage["text"].split())
    assert '<a href="http://sofisam.se" rel="noopener noreferrer">sofisam.se</a>' in page
    assert re.search(r"<p>Exempel på insatser är:</p>\s*<ul>\s*<li id=", page)


def test_the_page_in_force_says_so_and_what_is_not_known(client: httpx.Client) -> None:
    text = text_of(client.get(CURRENT).text)
    assert "Den här versionen gäller. Att den gäller bekräftades den 23 november 2026." in text
    assert "Beslutad anges inte i dokumentet" in text.replace("Beslutadanges", "Beslutad anges")
    assert "Gå till den version som gäller" not in text


@pytest.mark.parametrize("policy", POLICIES)
def test_an_earlier_policy_s_page_says_that_its_text_is_not_available(client: httpx.Client, policy: str) -> None:
    page = client.get(f"/guidelines/stod-asf/versions/{policy}").text
    assert "Texten finns inte kvar här." in page
    assert "Det här är en tidigare policy som nämns i ändringshistoriken." in page
    assert f'<a href="{CURRENT}">Gå till den version som gäller</a>' in page
    assert "styrelsen" in page
    assert "upphävd" not in page


def test_the_pages_have_english_words_around_swedish_text(client: httpx.Client) -> None:
    page = client.get(f"{CURRENT}?lang=en").text
    assert "This version is in force." in page
    assert "not stated in the document" in page
    assert '<article lang="sv">' in page
    assert 'href="/en/"' in page
    assert "text is not available" in client.get("/guidelines/stod-asf/versions/2009-06-11?lang=en").text


@pytest.mark.parametrize(("query", "target"), [("", CURRENT), ("?lang=en", f"{CURRENT}?lang=en")])
def test_a_guideline_leads_to_the_version_in_force(client: httpx.Client, query: str, target: str) -> None:
    listed = client.get(f"/guidelines{query}").text
    assert f'href="/guidelines/stod-asf{query}"' in listed
    response = client.get(f"/guidelines/stod-asf{query}")
    assert (response.status_code, response.headers["Location"]) == (307, target)


@pytest.mark.parametrize("path", ["/guidelines", "/guidelines/stod-dalen", "/guidelines/stod-dalen/versions/forsta"])
def test_markup_in_a_guideline_is_inert(made_up: TestClient, path: str) -> None:
    page = made_up.get(path).text
    assert ACTIVE.findall(page) == []
    assert "Riktlinje &lt;b&gt;fet&lt;/b&gt; för Dalen &amp; co" in page


def test_its_text_can_still_be_read(made_up: TestClient) -> None:
    page = made_up.get("/guidelines/stod-dalen/versions/andra").text
    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; och fet text." in page
    assert '<a href="https://dalen.example/?a=1&amp;b=' in page
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize(("version", "banner"), [
    ("forsta", "Det här är en tidigare version. Den gäller inte i dag."),
    ("andra", "Den här versionen gäller."),
    ("tredje", "Det här är en kommande version. Den gäller från och med den 1 januari 2999."),
])  # fmt: skip
def test_the_banner_says_whether_the_version_is_in_force(made_up: TestClient, version: str, banner: str) -> None:
    page = made_up.get(f"/guidelines/stod-dalen/versions/{version}").text
    assert banner in page
    assert ("Gå till den version som gäller" in page) == (version != "andra")
    assert "1 januari 2020 – 31 december 2020" in made_up.get("/guidelines/stod-dalen/versions/forsta").text


def test_an_answer_on_the_chat_page_is_inert_too(engine: Engine) -> None:
    answer = engine.answer(Question("Kan förbundet ge stöd och text?"))
    assert any("<script>" in citation.quote for citation in answer.citations)
    html = chat_message(answer, Links())
    assert ACTIVE.findall(html) == []
    assert "&lt;script&gt;" in html


def test_links_stay_where_they_are_even_when_their_words_are_in_another_s_address() -> None:
    links = (
        Link("sofisam", "http://sofisam.se"),
        Link("se", "http://x.example/?a=1&b"),
        Link("borta", "http://y.example"),
    )
    (passage,) = parse_passages("Läs sofisam och se här.")
    html = linked(replace(passage, links=links))
    assert re.findall('<a href="(.*?)" [^>]*>(.*?)</a>', html) == [
        ("http://sofisam.se", "sofisam"),
        ("http://x.example/?a=1&amp;b", "se"),
    ]
    assert text_of(html) == passage.text


REVISED = """---
guideline: {guideline}
version: {version}
title: {title}
adopted: null
adopted_by: null
valid_from: {version}
valid_to: null
{text}---

# {title}

## Belopp

{body}
"""
DALEN, RULES = "Riktlinje för Dalen", "Regler för ansökan i Dalen"


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory, model: ReadingModel) -> TestClient:
    """Of a federation whose guideline has changed twice after a version that is lost, and refers to another."""
    root = tmp_path_factory.mktemp("revised")

    def write(guideline: str, version: str, title: str, *passages: str) -> None:
        text, body = ("" if passages else "text: unavailable\n"), "\n\n".join(passages)
        written = REVISED.format(guideline=guideline, version=version, title=title, text=text, body=body)
        path = root / "documents" / guideline / f"{version}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written if passages else written.partition("\n# ")[0], encoding="utf-8")

    refers, kept = f"Även ”{RULES}” gäller.", "Kvitton ska sparas."
    write("dalen", "2019-01-01", DALEN)
    write("dalen", "2020-01-01", DALEN, "Resor ersätts med 100 kronor & moms.", "Buss går bra.", refers, kept)
    write("dalen", "2021-01-01", DALEN, "Resor ersätts med 200 kronor <netto>.", "Taxi ersätts aldrig.", refers, kept)
    write("dalen", "2999-01-01", DALEN, "Resor ersätts med 200 kronor <netto>.", "Taxi ersätts aldrig.", refers, kept)
    write("regler", "2020-01-01", RULES, f"Resor enligt ”{DALEN.lower()}” söks i förväg.")
    build(root / "documents", root / "data", "bundled", lambda _: model)
    engine = Engine(root / "data", lambda: model)
    engine.load()
    return TestClient(create_app(engine, Settings()))


VERSIONS = "/guidelines/dalen/versions"


def test_the_changes_of_a_version_are_shown_in_groups_with_their_words_marked(revised: TestClient) -> None:
    page = revised.get(f"{VERSIONS}/2021-01-01/changes").text
    assert re.findall("<h2>(.*?)</h2>", page) == ["Ändrat", "Tillkommit", "Borttaget"]
    assert re.findall(r'<dd lang="sv">(.*?)</dd>', page) == [
        "Resor ersätts med <del>100</del> kronor <del>&amp; moms.</del>",
        "Resor ersätts med <ins>200</ins> kronor <ins>&lt;netto&gt;.</ins>",
    ]
    assert re.findall(r'<p lang="sv">(.*?)</p>', page) == ["Taxi ersätts aldrig.", "Buss går bra."]
    assert "Kvitton" not in page
    heading = (
        "Det här skiljer versionen från och med den 1 januari 2021 från versionen från och med den 1 januari 2020."
    )
    assert heading in text_of(page)


def test_a_change_leads_to_its_place_in_the_newer_version(revised: TestClient) -> None:
    page = revised.get(f"{VERSIONS}/2021-01-01/changes").text
    links = re.findall(r'<a href="(.*?)#(.*?)">Belopp</a>', page)
    assert {path for path, _ in links} == {f"{VERSIONS}/2021-01-01"}
    newer = revised.get(f"{VERSIONS}/2021-01-01").text
    shown = [re.findall(rf'<span id="{anchor}">(.*?)</span>', newer) for _, anchor in links]
    assert shown == [["Resor ersätts med 200 kronor &lt;netto&gt;."], ["Taxi ersätts aldrig."]]


def test_a_version_without_changes_says_so(revised: TestClient) -> None:
    page = revised.get(f"{VERSIONS}/2999-01-01/changes").text
    assert "Texten är densamma i båda versionerna." in page
    assert "<h2>" not in page


def test_the_changes_can_be_read_with_english_words(revised: TestClient) -> None:
    page = revised.get(f"{VERSIONS}/2021-01-01/changes?lang=en").text
    assert re.findall("<h2>(.*?)</h2>", page) == ["Changed", "Added", "Removed"]
    assert f'href="{VERSIONS}/2020-01-01?lang=en"' in page


@pytest.mark.parametrize(
    ("version", "status"),
    [("2019-01-01", 404), ("2020-01-01", 404), ("2021-01-01", 200), ("2999-01-01", 200), ("1999-01-01", 404)],
)
def test_only_a_version_whose_predecessor_s_text_is_there_has_changes(
    revised: TestClient, version: str, status: int
) -> None:
    link = f'<a href="{VERSIONS}/{version}/changes">Visa vad som är ändrat sedan förra versionen</a>'
    assert revised.get(f"{VERSIONS}/{version}/changes").status_code == status
    assert (link in revised.get(f"{VERSIONS}/{version}").text) == (status == 200)


def test_other_guidelines_that_a_passage_names_are_linked(revised: TestClient) -> None:
    page = revised.get(f"{VERSIONS}/2021-01-01").text
    assert f'<a href="/guidelines/regler" rel="noopener noreferrer">{RULES}</a>' in page
    back = revised.get("/guidelines/regler/versions/2020-01-01").text
    assert f'<a href="/guidelines/dalen" rel="noopener noreferrer">{DALEN.lower()}</a>' in back
    assert revised.get("/guidelines/dalen", follow_redirects=False).headers["Location"] == f"{VERSIONS}/2021-01-01"


def test_the_timeline_tells_what_applies_when(revised: TestClient) -> None:
    timeline = revised.get("/api/guidelines/dalen").json()["timeline"]
    assert [tuple(segment.values()) for segment in timeline] == [
        (None, "2018-12-31", "none", None),
        ("2019-01-01", "2019-12-31", "in_force", "2019-01-01"),
        ("2020-01-01", "2020-12-31", "in_force", "2020-01-01"),
        ("2021-01-01", "2998-12-31", "in_force", "2021-01-01"),
        ("2999-01-01", None, "in_force", "2999-01-01"),
    ]
