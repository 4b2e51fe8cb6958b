"""The presentation as data: what was asked for in its url, and what stands on each slide."""

from kzdash.documents.slides.contents import deck
from kzdash.documents.slides.request import Asked, day_asked, read, written
from kzdash.documents.slides.slide import Cell, Figure, Slide, Table

__all__ = ["Asked", "Cell", "Figure", "Slide", "Table", "day_asked", "deck", "read", "written"]
