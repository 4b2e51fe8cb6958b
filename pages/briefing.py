"""投屏汇报: the plan on a projector, a slide at a time, from the live board."""

from kzdash.ui import briefing

briefing.show_briefing()
