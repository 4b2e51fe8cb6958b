"""投屏汇报: the presentation on a projector, a slide at a time."""

from kzdash.ui.briefing.show import ended_here, show

__all__ = ["ended_here", "show"]
