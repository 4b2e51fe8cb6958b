"""What pages share: the board they read, the charts they show, the ways from one to another."""

from kzdash.ui.charts import chart, download, figure, heading
from kzdash.ui.filters import filtered
from kzdash.ui.finding import finding
from kzdash.ui.fragments import fragment
from kzdash.ui.gauges import gauge_cards, gauge_legend
from kzdash.ui.links import asked_item, item_link, page
from kzdash.ui.live import drawing, watch
from kzdash.ui.problems import shown_plainly
from kzdash.ui.reader import ask_to_come_in, ask_to_log_in, of_office, reader
from kzdash.ui.sidebar import sidebar
from kzdash.ui.source import board, document_line, history, none_listed
from kzdash.ui.who import may_read

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
