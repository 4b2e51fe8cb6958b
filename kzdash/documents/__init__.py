"""Documents: the board in, a file out; each says what the board says and nothing else."""

from kzdash.documents.catalogue import CATALOGUE, Document, Given, NoUnitError, lines_of

__all__ = ["CATALOGUE", "Document", "Given", "NoUnitError", "lines_of"]
