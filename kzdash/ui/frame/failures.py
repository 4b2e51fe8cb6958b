"""What went wrong on a page, shown as its Chinese sentence or with the number the log has."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from kzdash import errors
from kzdash.errors.chinese import SENTENCES, unexpected_error
from kzdash.runtime import logs

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG = logging.getLogger("kzdash")


@contextmanager
def failures_in_words() -> Iterator[None]:
    """Show what is wrong with the store as a sentence instead of the page."""
    try:
        yield
    except errors.KzdashError as error:
        if type(error) not in SENTENCES:
            raise
        LOG.warning("%s", error)
        st.error(SENTENCES[type(error)], icon="⚠️")


def show_unexpected(error: Exception) -> bool:
    """Show the one sentence there is for what nobody foresaw, with the number the log has it by."""
    st.error(unexpected_error(logs.log_unexpected("a page failed", error)), icon="⚠️")
    return True
