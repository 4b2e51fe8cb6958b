"""The presentation as an editable deck: the same slides, of text, tables, charts and shapes."""

from kzdash.documents.deck.drawing import make

__all__ = ["make"]
