"""What went wrong, said in Chinese: what happened, what was kept, what to do."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from kzdash import errors
from kzdash.sentences import SENTENCES, UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG = logging.getLogger("kzdash")


@contextmanager
def shown_plainly() -> Iterator[None]:
    """Show what is wrong with the store as a sentence instead of the page."""
    try:
        yield
    except errors.KzdashError as error:
        LOG.warning("%s", error)
        st.error(SENTENCES.get(type(error), UNEXPECTED), icon="⚠️")


def show_unexpected(error: Exception) -> bool:
    """Show the one sentence there is for what nobody foresaw; the log has the rest."""
    LOG.error("a page failed", exc_info=error)
    st.error(UNEXPECTED, icon="⚠️")
    return True
