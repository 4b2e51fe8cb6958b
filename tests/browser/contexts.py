"""Browsers of somebody's own, lent to a test and taken back with nothing of that test in them.

To open a page in a new browser takes three times as long as in one that was used before: it has to
fetch and compile all that pages are made of. One that was taken back keeps that, and that alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

# those at hand, by how they were made, and those that are lent, each with where it goes back to
AT_HAND: dict[str, list[BrowserContext]] = {}
LENT: list[tuple[list[BrowserContext], BrowserContext]] = []


def lend(browser: Browser, **how: Any) -> BrowserContext:
    """Return a browser without pages and cookies; whoever lends closes nothing but pages.

    A test that changes a browser for good, such as by a clock, makes one that is not lent again.
    """
    at_hand = AT_HAND.setdefault(repr(sorted(how.items())), [])
    context = at_hand.pop() if at_hand else browser.new_context(locale="zh-CN", **how)
    LENT.append((at_hand, context))
    return context


def take_back() -> None:
    """Take back all that were lent."""
    while LENT:
        at_hand, context = LENT.pop()
        _forget(context)
        at_hand.append(context)


def is_kept(context: BrowserContext) -> bool:
    """Whether a browser is one of those that are lent again."""
    return any(context in at_hand for at_hand in AT_HAND.values())


def _forget(context: BrowserContext) -> None:
    context.set_offline(False)
    context.clear_cookies()
    for page in context.pages:
        at = urlsplit(page.url)
        if at.netloc:
            stored = {"origin": f"{at.scheme}://{at.netloc}", "storageTypes": "local_storage"}
            context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
        page.close()
