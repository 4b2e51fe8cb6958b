"""What pages share: the board, charts, filters, links, and access for the current user."""

from kzdash.ui.frame.board import (
    count_reports_due,
    current_board,
    document_caption,
    history,
    remember_board,
    show_none_listed,
)
from kzdash.ui.frame.failures import failures_in_words
from kzdash.ui.frame.header import page_container, show_header, show_title, title_place
from kzdash.ui.frame.links import item_link, page_link, page_path, requested_item
from kzdash.ui.frame.live_refresh import count_drawing, refresh_on_news, refresh_only_for
from kzdash.ui.frame.view import follow_url
from kzdash.ui.session.access import (
    ask_for_access,
    ask_to_log_in,
    logged_in_user,
    office_visibility,
)
from kzdash.ui.session.fragments import fragment
from kzdash.ui.session.identity import may_read, remember_user
from kzdash.ui.widgets.charts import chart, download, figure, heading
from kzdash.ui.widgets.filters import filtered
from kzdash.ui.widgets.finding import show_finding
from kzdash.ui.widgets.html_view import show_figures

__all__ = [
    "ask_for_access",
    "ask_to_log_in",
    "chart",
    "count_drawing",
    "count_reports_due",
    "current_board",
    "document_caption",
    "download",
    "failures_in_words",
    "figure",
    "filtered",
    "follow_url",
    "fragment",
    "heading",
    "history",
    "item_link",
    "logged_in_user",
    "may_read",
    "office_visibility",
    "page_container",
    "page_link",
    "page_path",
    "refresh_on_news",
    "refresh_only_for",
    "remember_board",
    "remember_user",
    "requested_item",
    "show_figures",
    "show_finding",
    "show_header",
    "show_none_listed",
    "show_title",
    "title_place",
]
