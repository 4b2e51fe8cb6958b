"""The briefing as data: the request in its URL, and the content of each slide."""

from kzdash.documents.slides.backup import backup_slides
from kzdash.documents.slides.contents import asked_slides, list_slides
from kzdash.documents.slides.request import BriefingRequest, day_query, read_request, to_query
from kzdash.documents.slides.slide import Bar, Cell, KeyFigure, Slide, Table
from kzdash.documents.slides.speaker_notes import SpeakerNote, notes_as_text, speaker_notes

__all__ = [
    "Bar",
    "BriefingRequest",
    "Cell",
    "KeyFigure",
    "Slide",
    "SpeakerNote",
    "Table",
    "asked_slides",
    "backup_slides",
    "day_query",
    "list_slides",
    "notes_as_text",
    "read_request",
    "speaker_notes",
    "to_query",
]
