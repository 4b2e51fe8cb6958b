"""总览: whether the plan is on track, what is late and which unit leads it, and the investment."""

from kzdash import ui
from kzdash.ui.parts import overview

board = ui.current_board()

ui.show_title(board.plan.short_title)
overview.show_overview(board)
