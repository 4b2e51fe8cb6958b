"""The bullet of an indicator: how far it has come from baseline to target, on one axis for all.

The axis is completion, the good side to the right: 0 is the baseline and 1 the target, whether a
higher or a lower figure is better. What has no way to go has no length.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kzdash.domain.progress import Measure, Tone

if TYPE_CHECKING:
    from kzdash.board.items import IndicatorItem

AXIS_END = 1.25
WIDTH, HEIGHT = 200, 16
# of the bar, which leaves room beneath it for the wedge
MIDDLE = 5.5
TARGET_X = WIDTH / AXIS_END


class Scale(StrEnum):
    """What a bullet's track shows: a length, a figure without one, or that there is no figure."""

    LENGTH = "length"
    NO_LENGTH = "no-length"
    NO_FIGURE = "no-figure"


@dataclass(frozen=True, slots=True)
class Bullet:
    """Lengths as shares of the way from baseline to target, 1 being the target.

    `completed` may be under 0 or beyond `AXIS_END`; `expected` is where it should be by now, if
    that is known. `has_target` is whether the target has a place on the axis.
    """

    scale: Scale
    tone: Tone
    completed: float = 0
    expected: float | None = None
    has_target: bool = True


def compute_bullet(item: IndicatorItem) -> Bullet:
    """Compute the bullet of an indicator."""
    assessment, tone = item.assessment, item.state.tone
    if assessment.value is None:
        has_way = item.target.measure is not Measure.GROWTH
        return Bullet(Scale.NO_FIGURE, tone, has_target=has_way)
    if assessment.progress is None:
        return Bullet(Scale.NO_LENGTH, tone, has_target=False)
    expected = None
    if assessment.expected is not None and assessment.baseline is not None:
        way = item.target.target - assessment.baseline
        expected = float((assessment.expected - assessment.baseline) / way)
    return Bullet(Scale.LENGTH, tone, float(assessment.progress), expected)


def draw_bullet(bullet: Bullet) -> str:
    """Draw a bullet: bar, target as a line through it, expected by now as a wedge beneath it."""
    parts = [*_track(bullet)]
    if bullet.has_target:
        parts.append(f'<rect class="target" x="{TARGET_X - 1:g}" y="-1" width="2" height="13"/>')
    if bullet.expected is not None:
        at = _place(bullet.expected)
        parts.append(f'<path class="expected" d="M{at - 5:.1f} {HEIGHT}h10l-5 -6z"/>')
    return (
        f'<svg class="bullet" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def _track(bullet: Bullet) -> list[str]:
    if bullet.scale is not Scale.LENGTH:
        return [f'<path class="{bullet.scale}" d="M0 {MIDDLE}H{WIDTH}"/>']
    parts = [f'<rect class="track" y="1" width="{WIDTH}" height="9"/>']
    width = _place(bullet.completed)
    parts.append(f'<rect class="fill {bullet.tone}" y="1" width="{width:.1f}" height="9"/>')
    if bullet.completed > AXIS_END:
        parts.append(f'<path class="beyond" d="M{WIDTH - 9} 2l5 3.5l-5 3.5"/>')
    if bullet.completed < 0:
        parts.append(f'<path class="below {bullet.tone}" d="M9 2l-5 3.5l5 3.5"/>')
    return parts


def _place(share: float) -> float:
    """Return where a share of the way lies on the axis, at its end if it lies beyond."""
    return min(max(share, 0), AXIS_END) * TARGET_X
