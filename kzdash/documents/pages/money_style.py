"""The templates and the style sheet of projects' money: bars of a year, bullets, a curve."""

from __future__ import annotations

from pathlib import Path

from kzdash.charts.svg.style import stylesheet
from kzdash.documents.jinja import template_environment

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = template_environment(FOLDER)
STYLE = stylesheet(".project-money") + (FOLDER / "project_money.css").read_text("utf-8")
