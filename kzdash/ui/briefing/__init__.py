"""投屏汇报: the presentation on a projector, a slide at a time."""

from kzdash.ui.briefing.show import show_briefing

__all__ = ["show_briefing"]
