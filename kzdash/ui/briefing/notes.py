"""The speaker's window: the notes of the slide that the presentation beside it is at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from kzdash.documents.pages.notes_view import compose_notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kzdash.board.board import Board
    from kzdash.charts.theme import ChartTheme
    from kzdash.documents.slides import BriefingRequest, Slide

KEY, NOTES = "follow", {"notes": "true"}
# it selects only the key that this page gives its own element
STYLE = """<style>
.st-key-speaker-notes {{ position: fixed; inset: 0; z-index: 999992; padding: 0; border-radius: 0;
  overflow: auto; background: {look.ground}; color: {look.ink}; }}
</style>"""
_mount = st.components.v2.component(
    "kzdash_notes", js=(Path(__file__).parent / "follow.js").read_text("utf-8")
)


def followed_query() -> Mapping[str, str]:
    """Return the url's query, in the window of notes that of the presentation beside it."""
    query = st.query_params.to_dict()
    shown = (st.session_state.get(KEY) or {}).get("shown") if query.get("notes") else None
    return _asked(shown) if isinstance(shown, dict) else query


def show_notes(
    look: ChartTheme, board: Board, slides: Sequence[Slide], request: BriefingRequest
) -> None:
    """Show the notes of a slide, and follow the presentation in another window of the browser."""
    view = compose_notes(board, slides, request)
    st.html(f"{STYLE.format(look=look)}<style>{view.style}</style>")
    with st.container(key="speaker-notes"):
        st.html(view.html)
    _mount(
        key=KEY,
        data={
            "shown": shown_query(request.slide_within(len(slides))),
            "count": len(slides),
            "colours": {"ink": look.ink, "ground": look.ground},
        },
        on_shown_change=_keep_in_url,
    )


def shown_query(number: int) -> dict[str, str]:
    """Return what the two windows tell each other: the query, with the slide that is on."""
    query = {**followed_query(), "slide": str(number)}
    return {name: words for name, words in query.items() if name not in NOTES}


def _keep_in_url() -> None:
    st.query_params.from_dict(followed_query())


def _asked(shown: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(words) for name, words in shown.items()} | NOTES
