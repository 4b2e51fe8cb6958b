"""What pages share: the board they read, the charts they show, the ways from one to another."""

from kzdash.ui.charts import chart, download, figure, heading
from kzdash.ui.filters import filtered
from kzdash.ui.gauges import gauge_cards, gauge_legend
from kzdash.ui.links import asked_item, item_link, open_milestone, page
from kzdash.ui.problems import shown_plainly
from kzdash.ui.sidebar import sidebar
from kzdash.ui.source import board, document_line, history

__all__ = [
    "asked_item",
    "board",
    "chart",
    "document_line",
    "download",
    "figure",
    "filtered",
    "gauge_cards",
    "gauge_legend",
    "heading",
    "history",
    "item_link",
    "open_milestone",
    "page",
    "shown_plainly",
    "sidebar",
]
