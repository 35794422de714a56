from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.alignment import Change, Pair, align, changes
from corpus.model import Passage, PassageKind
from corpus.reading.parsing import parse_passages

SAME, CHANGED, ADDED, REMOVED = Change.SAME, Change.CHANGED, Change.ADDED, Change.REMOVED
STOD = """\
## Stöd

Förbundet kan ge stöd till medlemmarna. Styrelsen i Påhittade Dalen beslutar om stödet varje år.

Exempel på insatser är:

- Utbildning av handledare
- Studiebesök hos andra förbund

"""
ANSOKAN = "## Ansökan\n\nMedlemmen ansöker på hösten. Svaret kommer före jul.\n\n"
TITLE = "# Riktlinje för Påhittade Dalen\n\n"
DOCUMENT = TITLE + STOD + ANSOKAN


def words(pair: Pair) -> str:
    passage = pair.new or pair.old
    assert passage is not None
    return passage.text


def differing(new: str, old: str = DOCUMENT) -> list[tuple[Change, str]]:
    return [(pair.change, words(pair)) for pair in changes(parse_passages(old), parse_passages(new))]


def anchors(old: str, new: str) -> dict[str, str | None]:
    """New anchor to the old one that it continues."""
    pairs = align(parse_passages(old), parse_passages(new))
    return {pair.new.anchor: pair.old.anchor if pair.old else None for pair in pairs if pair.new}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("hösten", "våren", [(CHANGED, "Medlemmen ansöker på våren.")]),
        ("- Utb", "- Resor\n- Utb", [(ADDED, "Resor")]),
        (" Svaret kommer före jul.", "", [(REMOVED, "Svaret kommer före jul.")]),
        ("Svaret kommer före jul.", "Blanketten finns här.",
         [(ADDED, "Blanketten finns här."), (REMOVED, "Svaret kommer före jul.")]),
        ("Exempel på insatser är:", "Förbundet betalar inte:",
         [(CHANGED, "Utbildning av handledare"), (CHANGED, "Studiebesök hos andra förbund")]),
        ("Exempel på insatser är:", "### Exempel på insatser är", []),
        ("Exempel på insatser är:", "### Andra insatser",
         [(CHANGED, "Utbildning av handledare"), (CHANGED, "Studiebesök hos andra förbund")]),
        ("## Ansökan", "## Så söker ni", []),
        ("# Riktlinje för Påhittade Dalen", "# Helt andra ord", []),
        ("# Riktlinje för Påhittade Dalen\n\n## Stöd", "# Stöd", []),
        (DOCUMENT, TITLE + ANSOKAN + STOD, []),
        (DOCUMENT, TITLE + ANSOKAN.replace("## Ansökan", "## Så söker ni") + STOD, []),
    ],
)  # fmt: skip
def test_what_became_of_the_passages(old: str, new: str, expected: list[tuple[Change, str]]) -> None:
    assert differing(DOCUMENT.replace(old, new, 1)) == expected


def test_a_text_against_none_is_added_or_removed_but_for_its_title() -> None:
    passages = parse_passages(DOCUMENT)
    texts = [passage.text for passage in passages if passage.kind is not PassageKind.TITLE]
    assert differing(DOCUMENT, "") == [(ADDED, text) for text in texts]
    assert differing("", DOCUMENT) == [(REMOVED, text) for text in texts]
    assert [pair.change for pair in align((), passages)] == [ADDED] * len(passages)


def test_the_title_continues_the_title_whatever_its_words() -> None:
    old, new = parse_passages("# Stöd\n\nAllt gäller."), parse_passages("Stöd\n\n# Helt andra ord\n\nAllt gäller.")
    assert [(pair.change, pair.old and pair.old.text, pair.new and pair.new.text) for pair in align(old, new)] == [
        (ADDED, None, "Stöd"), (CHANGED, "Stöd", "Helt andra ord"), (SAME, "Allt gäller.", "Allt gäller."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "typeset"),
    [('"', marks) for marks in ("””", "“”", "„“", "»»", "«»", "»«")]
    + [("'", marks) for marks in ("’’", "‘’", "‚‘", "›‹", "‹›")]
    + [("-", dashes) for dashes in ("––", "——", "‑‑", "‐‐", "−−")],
)
def test_typography_is_no_change(plain: str, typeset: str) -> None:
    old = f"Dalen {plain}ger{plain} stöd.\n\nExempel {plain}är{plain}:\n\n- Resor"
    new = f"Dalen {typeset[0]}ger{typeset[1]} stöd.\n\nExempel {typeset[0]}är{typeset[1]}:\n\n- Resor"
    assert differing(new, old) == differing(old, new) == []


def test_case_and_punctuation_are_a_change() -> None:
    assert differing("Dalen ger stöd!", "Dalen ger stöd.") == [(CHANGED, "Dalen ger stöd!")]
    assert differing("dalen ger stöd.", "Dalen ger stöd.") == [(CHANGED, "dalen ger stöd.")]


FIRST, SECOND = "## Stöd\n\nBeslutet gäller.\n\n", "## Ansökan\n\nBeslutet gäller.\n\n"


@pytest.mark.parametrize("title", ["# Dalen\n\n", "# Nya Dalen\n\n"])
@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (SECOND + FIRST, {"beslutet-galler": "beslutet-galler-2", "beslutet-galler-2": "beslutet-galler"}),
        (SECOND, {"beslutet-galler": "beslutet-galler-2"}),
        ("## Svar\n\nBeslutet gäller.\n\n" + FIRST + SECOND,
         {"beslutet-galler": None, "beslutet-galler-2": "beslutet-galler", "beslutet-galler-3": "beslutet-galler-2"}),
        (FIRST, {"beslutet-galler": "beslutet-galler"}),
    ],
)  # fmt: skip
def test_equal_words_keep_to_their_section(title: str, new: str, expected: dict[str, str | None]) -> None:
    found = anchors("# Dalen\n\n" + FIRST + SECOND, title + new)
    assert {anchor: old for anchor, old in found.items() if anchor.startswith("beslutet")} == expected


def test_equal_words_keep_to_their_list() -> None:
    yes, no = "Vi betalar:\n\n- Resor\n\n", "Vi betalar inte:\n\n- Resor\n\n"
    assert anchors(yes + no, no + yes) == {"resor": "resor-2", "resor-2": "resor"}


def test_a_passage_removed_stands_where_it_used_to() -> None:
    sentences = ["Ett gäller.", "Styrelsen sammanträder.", "Tre gäller.", "Fyra gäller.", "Mötet är öppet."]
    new = " ".join(sentences[place] for place in (3, 0, 2))
    pairs = align(parse_passages(" ".join(sentences)), parse_passages(new))
    assert [(pair.change, words(pair)) for pair in pairs] == [
        (REMOVED, "Styrelsen sammanträder."), (SAME, "Fyra gäller."), (SAME, "Ett gäller."), (SAME, "Tre gäller."),
        (REMOVED, "Mötet är öppet."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "named_alike", "named_otherwise"),
    [
        ("ett två tre D E F", [CHANGED], [CHANGED]),
        ("ett två C D E F", [CHANGED], [ADDED, REMOVED]),
        ("ett B C D E F", [ADDED, REMOVED], [ADDED, REMOVED]),
    ],
)
def test_the_same_anchor_lowers_the_bar(new: str, named_alike: list[Change], named_otherwise: list[Change]) -> None:
    (old,), (changed,) = parse_passages("ett två tre fyra fem sex"), parse_passages(new)
    for anchor, expected in ((old.anchor, named_alike), ("annat", named_otherwise)):
        assert [pair.change for pair in align([old], [replace(changed, anchor=anchor)])] == expected


def test_passages_that_all_changed_are_paired_so_that_the_sum_of_likeness_is_greatest() -> None:
    old = parse_passages("- ett två tre fyra fem sex sju A\n- B C D fyra fem sex sju åtta")
    new = parse_passages("- ett två tre fyra fem sex sju åtta\n- ett två tre fyra E F G A")
    assert set(align(old, new)) == {Pair(old[1], new[0]), Pair(old[0], new[1])}


vocabulary = st.sampled_from("stöd medlem insats ansökan Dalen beslut resor år".split())
phrases = st.lists(vocabulary, min_size=1, max_size=5).map(" ".join)
paragraphs = st.lists(phrases, min_size=1, max_size=3).map(lambda found: "".join(f"{one.title()}. " for one in found))
lists = st.tuples(phrases, st.lists(phrases, min_size=1, max_size=3)).map(
    lambda found: f"{found[0]}:\n\n" + "".join(f"- {item}\n" for item in found[1])
)
headings = phrases.map(lambda words: f"## {words}")
documents = st.lists(headings | paragraphs | lists, max_size=8).flatmap(
    lambda blocks: st.sampled_from(["", "# Dalen\n\n", "# Riktlinje\n\n"]).map(
        lambda title: title + "\n\n".join(blocks)
    )
)
versions = documents.map(parse_passages)
Passages = tuple[Passage, ...]


@given(passages=versions)
def test_a_text_is_the_same_as_itself(passages: Passages) -> None:
    assert align(passages, passages) == tuple(Pair(passage, passage) for passage in passages)
    assert changes(passages, passages) == ()


@given(old=versions, new=versions)
def test_every_passage_is_in_one_pair_and_the_newer_text_is_in_order(old: Passages, new: Passages) -> None:
    pairs = align(old, new)
    assert tuple(pair.new for pair in pairs if pair.new) == new
    assert sorted(pair.old.anchor for pair in pairs if pair.old) == sorted(passage.anchor for passage in old)
    removed = [pair.old for pair in pairs if pair.change is REMOVED]
    assert removed == [passage for passage in old if passage in removed]


@given(old=versions, new=versions)
def test_what_is_added_one_way_is_removed_the_other(old: Passages, new: Passages) -> None:
    there, back = (Counter(pair.change for pair in align(*texts)) for texts in ((old, new), (new, old)))
    assert (there[ADDED], there[REMOVED], there[SAME]) == (back[REMOVED], back[ADDED], back[SAME])


@given(passages=versions, data=st.data())
def test_order_is_no_change(passages: Passages, data: st.DataObject) -> None:
    moved = data.draw(st.permutations(passages))
    assert changes(passages, moved) == ()
