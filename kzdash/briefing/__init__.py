"""The presentation as data: what was asked for in its url, and what stands on each slide."""

from kzdash.briefing.asked import Asked, day_asked, read, written
from kzdash.briefing.deck import deck
from kzdash.briefing.slide import Cell, Figure, Slide, Table

__all__ = ["Asked", "Cell", "Figure", "Slide", "Table", "day_asked", "deck", "read", "written"]
