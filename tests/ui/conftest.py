"""Pages run by Streamlit's own test runner, for whoever is logged in."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.context import ContextProxy

from kzdash.ui.reporting import rate_limit
from tests import raw_sql
from tests.ui.desk import Desk
from tests.ui.screen import Screen, enter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzdash.store import Store


@pytest.fixture(scope="session")
def components() -> BidiComponentManager:
    """What Streamlit finds among the installed packages, looked for once."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


@pytest.fixture
def jar(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies of whoever looks, which Streamlit's test runner has no way to send."""
    sent: dict[str, str] = {}
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _context: sent))
    return sent


@pytest.fixture
def visit(
    made_once: Path,
    components: BidiComponentManager,
    jar: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Screen]:
    """Open a page by its url, as whoever logged in last, on the plan as the seed alone makes it."""
    monkeypatch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{made_once}")
    st.cache_data.clear()  # what another test's store said a moment ago

    def open_page(page: str, as_of: str | list[str] = "2025-06-30", **query: Any) -> Screen:
        return Screen(page, {"as_of": as_of, **query}, components, jar)

    return open_page


@pytest.fixture
def own_store(
    visit: object,  # the last to say which store
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> Store:
    """A store that the test may report to and that the pages read."""
    monkeypatch.setenv("KZDASH_DATABASE_URL", store.url)
    return store


@pytest.fixture
def log_in(own_store: Store, jar: dict[str, str]) -> Callable[..., str]:
    """Log somebody in, of a unit or of the office; pages opened from then on are theirs.

    Return the name of their account.
    """
    rate_limit.PACE.reset()
    return partial(enter, own_store, jar)


@pytest.fixture
def reports(url: str) -> Callable[[], list[dict[str, Any]]]:
    """Return what people reported, in the order they did, as another program reads the store."""

    return partial(
        raw_sql.records, url, "SELECT * FROM reports WHERE account <> 'seed' ORDER BY id"
    )


@pytest.fixture(scope="module")
def desk(
    made_once: Path, components: BidiComponentManager, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Somebody of the office at the forms of a store that all cases of a module share."""
    file = Path(shutil.copy(made_once, tmp_path_factory.mktemp("desk") / "store.db"))
    cookies: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KZDASH_DATABASE_URL", f"sqlite:///{file}")
        patch.setattr(ContextProxy, "cookies", property(lambda _context: cookies))
        st.cache_data.clear()
        yield Desk(file, components, cookies)


@pytest.fixture
def figures_made(monkeypatch: pytest.MonkeyPatch) -> list[go.Figure]:
    """Every Plotly figure made from here on, whoever makes it."""
    made: list[go.Figure] = []
    make = go.Figure.__init__

    def counted(figure: go.Figure, *given: Any, **named: Any) -> None:
        made.append(figure)
        make(figure, *given, **named)

    monkeypatch.setattr(go.Figure, "__init__", counted)
    return made
