"""总览 as one piece of HTML: page and first screen show it, links and all."""

from kzdash.documents.overview.page import OverviewRequest, compose_overview
from kzdash.documents.overview.sheet import STYLE

__all__ = ["STYLE", "OverviewRequest", "compose_overview"]
