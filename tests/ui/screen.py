"""What one reader has before them, by Streamlit's own test runner, and what is read off it."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs

import pandas as pd
from sqlalchemy import select
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget
from streamlit.util import calc_hash

from kzdash import accounts
from kzdash.accounts import sessions
from kzdash.domain.models import Account, Role, Unit
from kzdash.runtime import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.components.v2.component_manager import BidiComponentManager
    from streamlit.testing.v1.element_tree import Block

    from kzdash.store import Store

MAIN = Path(__file__).resolve().parents[2] / "kzdash" / "ui" / "frame" / "main.py"
MARKUP = re.compile(
    r"(?s)<style>.*?</style>|<[^>]*>|%\{[^}]*\}|\{foreground=[^}]*\}"
    r"|(?<!\\):(?:[a-z]+(?=\[)|material/\w+:)"
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
SOURCE_ADDRESS = re.compile(r"https?://[!-~]+")
DAY_IN_LINK = re.compile(r"(?<=\?)as_of=[^&]*&?")
DAY_IN_FIELD = re.compile(r"\d{4}-\d\d-\d\d")
LATIN = re.compile(r"[A-Za-z]+")
OF_THE_PLAN = {"PPP", "EOD", "REITs", "DN", "m", "km", "CSV", "Excel"}
# by which everybody knows a file and its size
OF_FILES = {"PDF", "JPEG", "PNG", "MB"}
READ_IN_ELEMENTS = ("body", "label", "delta", "help", "placeholder", "alt")
READ_IN_CHARTS = {"text", "labels", "customdata", "hovertemplate", "ticktext", "name", "ticksuffix"}
UNREAD_IN_CHARTS = {"template", "font"}


class Piece(HTMLParser):
    """A piece of HTML that a component draws: its words, those it shows on demand, its links.

    `tables` has the rows of each table, its heads first, by the name that the table goes by;
    `figures` have the label, figure and note of each tile.
    """

    def __init__(self, drawn: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.titles: list[str] = []
        self.links: dict[str, str] = {}
        self.tags: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.figures: list[list[str]] = []
        self.facts: list[list[str]] = []
        self._in_figure = False
        self._part: int | None = None
        self._open: list[str] = []
        self._cells: list[list[str]] = []
        self._in_cell = False
        self.feed(drawn)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.titles += [named["title"] or ""] if "title" in named else []
        self.words += [named[name] or "" for name in ("title", "aria-label") if name in named]
        if tag == "div":
            self._in_figure = named.get("class") == "figure-tile"
            self.figures += [["", "", ""]] if self._in_figure else []
        if tag != "a":  # a figure may be a link
            self._part = {"span": 0, "b": 1, "small": 2}.get(tag)
        if tag == "table" and "data-facts" in named:
            self._cells = self.facts
        elif tag == "table":
            self._cells = self.tables.setdefault(named.get("data-table") or "", [])
        elif tag == "tr":
            self._cells.append([])
        elif tag in {"th", "td"}:
            self._cells[-1].append("")
            self._in_cell = True
        elif tag == "a":
            self._open.append(named.get("href") or "")
            self.links[self._open[-1]] = ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._in_cell:
            self._cells[-1][-1] += data
        if self._in_figure and self._part is not None:
            self.figures[-1][self._part] += data.strip()
        if self._open:
            self.links[self._open[-1]] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open.pop()
        elif tag in {"th", "td"}:
            self._in_cell = False
        elif tag == "div":
            self._in_figure = False


class Screen:
    """What one reader has before them: a page opened by its url, run again, and read.

    `jar` holds the cookies of whoever looks at the moment, `cookies` those of this reader.
    """

    def __init__(
        self,
        page: str,
        query: dict[str, Any],
        components: BidiComponentManager,
        jar: dict[str, str],
    ) -> None:
        self.jar, self.cookies = jar, dict(jar)
        self.app = AppTest.from_file(MAIN, default_timeout=30)
        # else each new reader looks through every installed package, which takes longer than a page
        self.app._bidi_component_manager = components  # noqa: SLF001 - AppTest offers no way to it
        # a browser starts on the page that its url names; AppTest offers to switch to it later
        self.app._page_hash = calc_hash("" if page == "overview" else page)  # noqa: SLF001 - AppTest offers no way to it
        self.app.query_params.update(query)
        self.run()

    def run(self, *clicked: WidgetState) -> Screen:
        """Run the page, as any click would, or one that the test runner cannot make itself."""
        self.jar.clear()
        self.jar.update(self.cookies)
        if clicked:
            states = self.app._tree.get_widget_states()  # noqa: SLF001 - AppTest offers no way to it
            states.widgets.extend(clicked)
            self.app._run(states)  # noqa: SLF001 - AppTest offers no way to it
        else:
            self.app.run()
        assert not self.app.exception, [said.value for said in self.app.exception]
        return self

    def press(self, name: str) -> Screen:
        """Click the button that goes by a name, its label or its key, and run the page."""
        (button,) = [one for one in self.app.button if name in (one.label, one.key)]
        button.click()
        return self.run()

    def follow(self, label: str) -> Screen:
        """Click the link that goes by a label, to a view of this page or of another."""
        page, _, query = self.addresses[label].partition("?")
        self.app._page_hash = calc_hash(page)  # noqa: SLF001 - AppTest offers no way to it
        self.app.query_params.clear()
        self.app.query_params.update(parse_qs(query))
        return self.run()

    def send(self) -> Screen:
        """Send an open form, and once more where it asks whether what is odd is meant."""
        self.press("提交")
        asked = any("再点一次" in words for words in self.said("warning"))
        return self.press("提交") if asked else self

    def field(self, name: str) -> Any:
        """Return the field of an open form that goes by a name: its label or how its key ends."""
        (found,) = [
            node
            for node in self.app
            if isinstance(node, Widget)
            and (read(node.label) == name or (node.key or "").endswith(f"-{name}"))
        ]
        return found

    def fill(self, **answers: Any) -> Screen:
        """Type answers into an open form, which nobody learns of before it is sent."""
        for name, answer in answers.items():
            typed = answer.isoformat() if isinstance(answer, date) else answer
            self.field(name).set_value(typed)
        return self

    def filled(self, *names: str) -> dict[str, Any]:
        """What stands in fields of an open form; a day as the day it is."""
        values = {name: self.field(name).value for name in names}
        return {
            name: date.fromisoformat(value) if DAY_IN_FIELD.fullmatch(str(value)) else value
            for name, value in values.items()
        }

    @property
    def buttons(self) -> list[str]:
        """What the buttons of the page say."""
        return [button.label for button in self.app.button]

    def open_numbers(self, name: str) -> pd.DataFrame:
        """Open the popover that holds a chart's numbers, and return them."""
        self.app.session_state[f"numbers-{name}"] = True
        self.run()
        opened = cast("Block", self.app.main.get_by_key(f"numbers-{name}"))
        return opened.dataframe[0].value

    @property
    def query(self) -> dict[str, Any]:
        """What the url says after the run."""
        return self.app.query_params

    @property
    def titles(self) -> list[str]:
        """What the page calls itself."""
        return [read(title.value) for title in self.app.title]

    @property
    def headings(self) -> list[str]:
        """What heads the parts of the page."""
        return [heading.value for heading in self.app.subheader]

    @property
    def metrics(self) -> dict[str, tuple[str, str]]:
        """Label to figure and note, in whatever shows them large."""
        large = {metric.label: (metric.value, metric.delta) for metric in self.app.metric}
        for piece in self.pieces:
            large |= {label: (figure, note) for label, figure, note in piece.figures}
        return large

    @property
    def charts(self) -> dict[str, dict[str, Any]]:
        """Key to what Plotly is told to draw."""
        charts = self.app.get("plotly_chart")
        return {chart.proto.id.split("-", 2)[2]: json.loads(chart.proto.spec) for chart in charts}

    def annotations(self, chart: str) -> list[str]:
        """What is written on a chart, without markup."""
        return [
            MARKUP.sub("", note["text"]) for note in self.charts[chart]["layout"]["annotations"]
        ]

    @property
    def links(self) -> dict[str, str]:
        """Label to page and query, the day apart, of every link to a page."""
        return {label: DAY_IN_LINK.sub("", to) for label, to in self.addresses.items()}

    @property
    def addresses(self) -> dict[str, str]:
        """Label to page and query, day and all, of every link to a page."""
        return {
            read(link.proto.label): f"{link.proto.page}?{link.proto.query_string}"
            for link in self.app.get("page_link")
        }

    @property
    def pieces(self) -> list[Piece]:
        """What components draw as HTML."""
        return [Piece(drawn) for node in self.app for drawn in _drawn(node)]

    @property
    def hrefs(self) -> dict[str, str]:
        """Address to words of every link in what components draw."""
        return {href: words for piece in self.pieces for href, words in piece.links.items()}

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that are drawn as HTML, by the name each goes by."""
        found = {name: rows for piece in self.pieces for name, rows in piece.tables.items()}
        return {name: pd.DataFrame(rows[1:], columns=rows[0]) for name, rows in found.items()}

    @property
    def frames(self) -> list[pd.DataFrame]:
        """Every table of items or of numbers on the page, however it is drawn."""
        return [*self.tables.values(), *(frame.value for frame in self.app.dataframe)]

    def click(self, href: str, sent: str = "") -> Screen:
        """Click a link in what a component draws, the first of several, and run the page.

        `sent` is sent instead.
        """
        piece = next(
            node for node in self.app if any(href in Piece(it).links for it in _drawn(node))
        )
        state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{piece.proto.id}__events")
        state.json_trigger_value = json.dumps([{"event": "open", "value": sent or href}])
        return self.run(state)

    @property
    def facts(self) -> dict[str, str]:
        """The two-column table of an item's own view."""
        (facts,) = [piece.facts for piece in self.pieces if piece.facts]
        return dict(facts)

    def said(self, kind: str) -> list[str]:
        """Every sentence of a kind: error, warning, info, success."""
        return [element.value for element in self.app.get(kind)]

    @property
    def text(self) -> str:
        """All there is to read on the page: in elements, in tables and in charts."""
        spoken = [text for node in self.app for text in _of_element(node)]
        spoken += [text for chart in self.charts.values() for text in _of_chart(chart)]
        return "\n".join(MARKUP.sub(" ", text) for text in spoken if text)

    @property
    def foreign_words(self) -> set[str]:
        """Latin words that neither the plan has nor a file or an address: None, nan, Error."""
        return set(LATIN.findall(SOURCE_ADDRESS.sub("", self.text))) - OF_THE_PLAN - OF_FILES


def read(markdown: str) -> str:
    """What is left for the eye when Markdown has taken its backslashes."""
    return ESCAPED.sub(r"\1", markdown).replace("  \n", "\n")


def _of_element(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    yield from (" ".join(Piece(drawn).words) for drawn in _drawn(node))
    if node.type in {"dataframe", "table"}:
        yield from _of_frame(node.value)
    for name in READ_IN_ELEMENTS:
        text = getattr(proto, name, "")
        yield str(getattr(text, "body", text))
    for option in getattr(proto, "options", ()):
        yield str(getattr(option, "content", option))


def _drawn(node: Any) -> Iterator[str]:
    """The HTML that a component is told to draw."""
    if node.type == "bidi_component":
        told = json.loads(node.proto.json or "{}")
        yield from (told[name] for name in ("html",) if name in told)
    if node.type == "html" and not node.proto.body.startswith("<style"):
        yield node.proto.body


def _of_frame(frame: pd.DataFrame) -> Iterator[str]:
    yield from (name for name in frame.columns if isinstance(name, str))
    # an empty cell shows the table's placeholder, whatever pandas calls it
    cells = frame.astype(object).where(frame.notna(), "").to_numpy().ravel()
    # a table shows a figure by its column's format, and never with an exponent
    yield from (f"{cell:f}" if isinstance(cell, float) else str(cell) for cell in cells)


def _of_chart(part: Any, name: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in UNREAD_IN_CHARTS:
                yield from _of_chart(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from _of_chart(value, name)
    elif isinstance(part, str) and name in READ_IN_CHARTS:
        yield part


def enter(
    store: Store,
    jar: dict[str, str],
    unit: str | None = None,
    person: str = "李明",
    *,
    must_change: bool = False,
) -> str:
    """Give somebody an account, of a unit or of the office, and their browser its cookie.

    Return the name of the account. A password, which takes long to hash, is not needed for it.
    """
    with store.writing() as session:
        led = session.scalar(select(Unit).where(Unit.name == unit)) if unit else None
        account = Account(name=person, person=person, unit=led, must_change=must_change)
        account.role = Role.UNIT if unit else Role.OFFICE
        account.created_at = clock.now()
        session.add(account)
        session.flush()
        jar[accounts.COOKIE] = sessions.create_session(session, account, clock.now())
    return person
