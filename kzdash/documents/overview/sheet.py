"""The template of 总览 and its style sheet."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kzdash.charts.svg.style import stylesheet

FOLDER = Path(__file__).parent / "templates"
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
STYLE = stylesheet(".overview") + (FOLDER / "overview.css").read_text("utf-8")
