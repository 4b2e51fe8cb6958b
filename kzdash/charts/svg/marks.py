"""A small mark for an item's state, in its shape and colour."""

from __future__ import annotations

from kzdash.domain.progress import State

_DIAMOND, _CIRCLE = "M7 1l6 6l-6 6l-6 -6z", "M7 1.5a5.5 5.5 0 1 0 0.01 0z"
_DOWN, _UP, _RIGHT = "M1 2.5h12l-6 10z", "M1 11.5h12l-6 -10z", "M2.5 1v12l10 -6z"
# the path of each shape, and whether it is filled
PATHS = {
    "◆": (_DIAMOND, True),
    "◇": (_DIAMOND, False),
    "✕": ("M2 2l10 10M12 2l-10 10", False),
    "▼": (_DOWN, True),
    "▲": (_UP, True),
    "▶": (_RIGHT, True),
    "▷": (_RIGHT, False),
    "●": (_CIRCLE, True),
    "◐": (f"{_CIRCLE}M7 1.5v11M4.5 3v8", False),
    "○": (_CIRCLE, False),
    "◌": (_CIRCLE, False),
    "△": (_UP, False),
    "?": ("M4 5a3 3 0 1 1 4.5 2.5q-1.5 1 -1.5 2.5M7 12v1", False),
}
MORE = {State.UNPUBLISHED: " dotted", State.DUE_UNREPORTED: " due"}
# within the ring of what nobody reported
HATCH = "M3.5 8l4.5 -4.5M5.5 10.5l5 -5"


def draw_mark(state: State) -> str:
    """Draw the mark of a state; it says nothing to a screen reader, whom words must tell."""
    path, is_filled = PATHS[state.shape]
    if state is State.UNREPORTED:
        path += HATCH
    name = "solid" if is_filled else "open"
    more = MORE.get(state, "")
    return (
        f'<svg class="mark {name}{more} {state.edge}" viewBox="0 0 14 14" aria-hidden="true">'
        f'<path d="{path}"/></svg>'
    )
