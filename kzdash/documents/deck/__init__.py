"""The briefing as an editable PowerPoint deck: the same slides as text, tables and charts."""

from kzdash.documents.deck.drawing import make

__all__ = ["make"]
