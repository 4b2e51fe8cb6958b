"""投屏汇报: the live board on a projector, one slide at a time."""

from kzdash.ui import briefing

briefing.show_briefing()
