"""What pages share: the board they read, the charts they show, the ways from one to another."""

from kzdash.ui.frame.board import board, document_line, history, none_listed
from kzdash.ui.frame.failures import shown_plainly
from kzdash.ui.frame.links import asked_item, item_link, page
from kzdash.ui.frame.live_refresh import drawing, watch
from kzdash.ui.frame.search_box import finding
from kzdash.ui.frame.sidebar import sidebar
from kzdash.ui.session.access import ask_to_come_in, ask_to_log_in, of_office, reader
from kzdash.ui.session.current_user import may_read
from kzdash.ui.session.fragments import fragment
from kzdash.ui.widgets.charts import chart, download, figure, heading
from kzdash.ui.widgets.filters import filtered
from kzdash.ui.widgets.gauges import gauge_cards, gauge_legend

__all__ = [
    "ask_to_come_in",
    "ask_to_log_in",
    "asked_item",
    "board",
    "chart",
    "document_line",
    "download",
    "drawing",
    "figure",
    "filtered",
    "finding",
    "fragment",
    "gauge_cards",
    "gauge_legend",
    "heading",
    "history",
    "item_link",
    "may_read",
    "none_listed",
    "of_office",
    "page",
    "reader",
    "shown_plainly",
    "sidebar",
    "watch",
]
