"""The template of 总览 and its style sheet."""

from __future__ import annotations

from pathlib import Path

from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".overview") + (FOLDER / "overview.css").read_text("utf-8")
