"""Documents: the board in, a file out; each says what the board says and nothing else."""

from kzdash.documents.catalogue import CATALOGUE
from kzdash.documents.document import Document, DocumentRequest, items_led_by

__all__ = ["CATALOGUE", "Document", "DocumentRequest", "items_led_by"]
