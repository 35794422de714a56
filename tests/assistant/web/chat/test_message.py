from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.model import Answer, Citation, CitationRole, Claim, ClaimKind, Language, Verdict
from assistant.presentation.links import Links
from assistant.web.chat.message import chat_message, question_message, question_of
from corpus.model import Status
from corpus.timeline import VersionStatus

OLD = Citation(
    number=1,
    role=CitationRole.ANSWER,
    quote="Resor ersätts med 100 kronor.",
    lead_in=None,
    anchor="resa",
    guideline_id="stod-dalen",
    guideline_title="Påhittad riktlinje",
    version_id="2020",
    version_status=VersionStatus.SUPERSEDED,
    adopted=None,
    valid_from=date(2020, 1, 1),
    valid_to=date(2023, 12, 31),
    section="Stöd",
)
NEW = replace(
    OLD, number=2, quote="Resor ersätts <i>inte</i>.", version_id="2024", version_status=VersionStatus.CURRENT
)
CHANGED = Answer(
    status=Status.ANSWERED,
    verdict=None,
    claims=(
        Claim(ClaimKind.LEAD, "Det här är ändrat:"),
        Claim(ClaimKind.GROUP, "Ändrat:"),
        Claim(ClaimKind.BEFORE, OLD.quote, (1,)),
        Claim(ClaimKind.AFTER, NEW.quote, (2,)),
    ),
    citations=(OLD, NEW),
    suggestions=(),
    language="sv",
    standalone_question="Vad är ändrat?",
    as_of=date(2026, 11, 23),
    is_today=True,
    publication="p-1",
)


def paragraphs(html: str, css: str) -> list[str]:
    return re.findall(rf'<(?:p|span) class="{css}">(.*?)</(?:p|span)>', html)


def badges(html: str) -> list[str]:
    return re.findall(r'<span class="asf-badge asf-(?:current|superseded|upcoming)">(.*?)</span>', html)


def test_old_and_new_wording_are_told_apart_under_their_heading() -> None:
    html = chat_message(CHANGED, Links())
    assert paragraphs(html, "asf-heading") == ["Ändrat:"]
    assert paragraphs(html, "asf-label") == ["Äldre lydelse:", "Ny lydelse:"]
    assert re.findall(r'<li value="(\d)"><blockquote lang="sv">(.*?)</blockquote>', html) == [
        ("1", "Resor ersätts med 100 kronor."),
        ("2", "Resor ersätts &lt;i&gt;inte&lt;/i&gt;."),
    ]
    order = [html.index(words) for words in ("Ändrat:", "Äldre lydelse:", "100 kronor", "Ny lydelse:", "&lt;i&gt;")]
    assert order == sorted(order)


def test_every_quote_is_labelled_and_leads_to_its_own_version() -> None:
    html = chat_message(CHANGED, Links())
    assert badges(html) == ["tidigare", "gällande"]
    assert re.findall(r'href="(.*?)"', html) == [
        "/guidelines/stod-dalen/versions/2020#resa",
        "/guidelines/stod-dalen/versions/2024#resa",
    ]


@pytest.mark.parametrize(("language", "badge"), [("sv", "gällande den 1 juni 2022"), ("en", "in force on 1 June 2022")])
def test_the_badge_names_another_day_than_today(language: Language, badge: str) -> None:
    other = replace(CHANGED, language=language, as_of=date(2022, 6, 1), is_today=False)
    assert badges(chat_message(other, Links()))[1] == badge


def test_several_times_are_told_apart_by_headings() -> None:
    claims = (
        Claim(ClaimKind.DAY, "Svaret gäller år 2023."),
        Claim(ClaimKind.GROUP, "Under våren:"),
        Claim(ClaimKind.QUOTE, OLD.quote, (1,)),
        Claim(ClaimKind.GROUP, "Under hösten:"),
        Claim(ClaimKind.QUOTE, NEW.quote, (2,)),
    )
    html = chat_message(replace(CHANGED, claims=claims), Links())
    assert paragraphs(html, "asf-heading") == ["Under våren:", "Under hösten:"]
    assert html.index("Svaret gäller") < html.index("våren") < html.index("100") < html.index("hösten")
    assert html.count("<ol") == 2


def test_conditions_verdict_and_pointers_keep_their_words() -> None:
    related = replace(OLD, number=3, role=CitationRole.RELATED, quote="Se även det.")
    answer = replace(
        CHANGED,
        verdict=Verdict.CONDITIONAL,
        claims=(Claim(ClaimKind.QUOTE, OLD.quote, (1,)), Claim(ClaimKind.CONDITION, NEW.quote, (2,))),
        citations=(OLD, NEW, related),
    )
    html = chat_message(answer, Links())
    assert paragraphs(html, "asf-verdict asf-conditional") == ["Kan finansieras, på villkor"]
    assert paragraphs(html, "asf-heading") == ["Villkor som hör till", "Se även"]
    silent = replace(answer, status=Status.NOT_IN_GUIDELINES, verdict=None, claims=(), citations=(related,))
    assert paragraphs(chat_message(silent, Links()), "asf-heading") == ["Närmast i riktlinjerna"]


def test_a_question_is_shown_as_it_was_typed() -> None:
    assert question_message("Är  <b>det</b>\nså?") == "<div>Är &lt;b&gt;det&lt;/b&gt; så?</div>"
    assert question_of(question_message("Är <b>det</b> så?")) == "Är <b>det</b> så?"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2020, 1, 1), date(2023, 12, 31), ["1 januari 2020–31 december 2023"]),
        (date(2020, 1, 1), None, ["från och med den 1 januari 2020"]),
        (None, date(2023, 12, 31), ["till och med den 31 december 2023"]),
        (None, None, []),
    ],
)
def test_the_days_of_a_version_stand_by_its_quote(first: date | None, last: date | None, shown: list[str]) -> None:
    answer = replace(CHANGED, citations=(replace(OLD, valid_from=first, valid_to=last),), claims=(CHANGED.claims[2],))
    assert paragraphs(chat_message(answer, Links("", "")), "asf-days") == shown


def test_an_answer_says_for_print_and_copy_who_gave_it_and_for_which_day() -> None:
    html = chat_message(CHANGED, Links("", ""))
    (given,) = paragraphs(html, "asf-given")
    assert given.startswith("Svaret kommer från en automatisk assistent och gäller för den 23 november 2026.")
    assert html.endswith(f"{given}</p></div>")
