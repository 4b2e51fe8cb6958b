"""Strips as wide as what they stand in: shares of a whole side by side, and a part of an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def draw_shares(parts: Sequence[tuple[int, str]]) -> str:
    """Draw counts side by side as shares of their sum, each in the colour of its class."""
    total = sum(count for count, _ in parts) or 1
    drawn, x = [], 0.0
    for count, name in parts:
        width = count / total * 100
        drawn.append(f'<rect class="fill {name}" x="{x:.2f}" width="{width:.2f}" height="4"/>')
        x += width
    return _svg("shares", 4, drawn)


def draw_amount(part: float, whole: float) -> str:
    """Draw a part of a whole, both as shares (0 to 1) of the strip; a part beyond it is cut off."""
    widths = ((whole, "track"), (min(part, 1.0), "fill accent"))
    drawn = [
        f'<rect class="{name}" width="{width * 100:.2f}" height="10"/>' for width, name in widths
    ]
    return _svg("amount", 10, drawn)


def _svg(name: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg class="{name}" viewBox="0 0 100 {height}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )
