"""Whatever stands in an address, it is read as words, breaks nothing and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from kzdash.documents import CATALOGUE
from tests.security.hostile import ATTACKS, MARKUP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kzdash.store import Store
    from tests.ui.screen import Screen
    from tests.web.conftest import Browser

    Visit = Callable[..., Screen]

PAGES = (
    "overview",
    "indicators",
    "projects",
    "milestones",
    "duties",
    "policies",
    "changes",
    "item",
    "reporting",
    "accounts",
    "documents",
    "briefing",
)
# every name that a page or a filter of it looks for in its address, and one that none does
NAMES = (
    *("as_of", "entered", "since", "item", "id", "unit", "report", "batch", "q", "scope"),
    *("kind", "status", "programme", "colour", "by", "who", "zz"),
    *("slide", "auto", "theme", "empty"),
)
FORMATTED = ("markdown", "warning", "error", "info", "success", "caption", "title", "subheader")
# of the documents those that read more of an address than its day, and the quickest
DOCUMENTS = [kind for kind, document in CATALOGUE.items() if document.of_unit or kind == "json"]
FILES = (
    *(f"/files/{kind}" for kind in DOCUMENTS),
    *("/print/unit", "/print/overview", "/print/indicators", "/print/projects"),
    *("/print/changes", "/calendar.ics", "/login", "/password"),
)
FOREIGN = ("root:", "1337", "$argon2", "<script>window", "<img src=x")


def formatted(screen: Screen) -> str:
    """All that a page gives Streamlit to be read as Markdown."""
    return "\n".join(str(shown.value) for kind in FORMATTED for shown in screen.app.get(kind))


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_page_is_broken_or_formatted_by_its_address(
    visit: Visit,
    own_store: Store,  # the pages read it
    log_in: Callable[..., str],
    kept: Callable[[], str],
    file: Path,  # one engine is enough: what is asked of it is not in question
    attack: str,
) -> None:
    log_in()
    before = kept()
    given: dict[str, Any] = dict.fromkeys(NAMES, ATTACKS[attack])

    shown = {page: formatted(visit(page, **given)) for page in PAGES}

    if attack in MARKUP:
        assert [page for page in PAGES if ATTACKS[attack][:20] in shown[page]] == []
    assert kept() == before


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_address_beside_the_pages_is_broken_by_its_query(
    browser: Browser,
    kept: Callable[[], str],
    file: Path,  # one engine is enough
    attack: str,
) -> None:
    before = kept()
    hostile = quote(ATTACKS[attack], safe="")
    rest = "&".join(f"{name}={hostile}" for name in ("entered", "unit", "next", "name", "kind"))
    queries = (f"as_of={hostile}", f"since={hostile}", f"as_of=2025-06-30&{rest}")

    for address in (f"{path}?{query}" for path in FILES for query in queries):
        answer = browser.get(address)

        assert answer.status_code < 500, address
        assert "set-cookie: kzdash_login" not in str(answer.headers).lower(), address
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert not [word for word in FOREIGN if word in answer.text], address
    assert kept() == before


@pytest.mark.parametrize(
    "path",
    [
        "/files/../../../../etc/passwd",
        "/files/..%2f..%2f..%2fetc%2fpasswd",
        "/files/%2e%2e/%2e%2e/app.py",
        "/print/..%2f..%2fapp.py",
        "/words.js/../../models/base.py",
    ],
)
def test_no_path_leads_out_of_what_is_served(browser: Browser, path: str) -> None:
    answer = browser.get(path)

    assert not [word for word in ("root:", "import ", "uvicorn") if word in answer.text]


def test_the_corpus_would_be_seen_if_a_page_let_it_through(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kzdash.ui.parts.unit.plain", str)
    screen = visit("duties", unit=ATTACKS["link"])

    assert ATTACKS["link"][:20] in formatted(screen)


def test_a_store_file_named_by_nobody_is_not_opened(browser: Browser, tmp_path: Path) -> None:
    browser.get(f"/files/json?store=sqlite:///{tmp_path}/other.db&db={tmp_path}/other.db")

    assert not (tmp_path / "other.db").exists()
