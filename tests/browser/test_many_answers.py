"""A long conversation: each answer adds as much to the page as the one before it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.pages import ask_chat, ask_widget, chat_ready, open_widget

if TYPE_CHECKING:
    from tests.browser.conftest import Host
    from tests.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ANSWERS = 50
NODES = """() => {
  const within = (node) => node.shadowRoot ? all(node.shadowRoot) : [];
  const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...within(node)]);
  return all(document).length;
}"""


@pytest.mark.parametrize("surface", ["page", "widget"])
def test_fifty_answers_grow_the_page_in_a_straight_line(
    opened: Callable[..., Page], site: Server, host: Host, surface: str
) -> None:
    ask: Callable[[Page], Locator]
    if surface == "page":
        page, ask = chat_ready(opened("/")), ask_chat
    else:
        page, ask = open_widget(opened(host.page("/a", site.url))), ask_widget
    counts = []
    for _ in range(ANSWERS):
        ask(page)
        counts.append(page.evaluate(NODES))
    grown = [after - before for before, after in pairwise(counts[1:])]
    assert min(grown) > 0
    assert max(grown) <= 1.2 * min(grown), grown
    first, second = counts[ANSWERS // 2] - counts[1], counts[-1] - counts[ANSWERS // 2]
    assert second <= 1.1 * first * (ANSWERS - 1 - ANSWERS // 2) / (ANSWERS // 2 - 1)
