"""What is wrong with the office's own templates of papers, told before somebody needs a paper."""

from __future__ import annotations

import streamlit as st

from kzdash.documents.papers import template_files
from kzdash.errors import BadTemplateError, chinese
from kzdash.runtime import config
from kzdash.ui.session.identity import current_user
from kzdash.ui.widgets.plain_text import plain


def warn_of_templates() -> None:
    """Tell those who are logged in which template is wrong, in what, and what to do.

    A button to download makes its file out of sight, and could not say so.
    """
    if config.current().templates_folder is None or current_user(touch=False) is None:
        return
    from kzdash.documents.papers import template_checks  # noqa: PLC0415 - with python-docx

    for name in template_files.NAMES:
        try:
            template_checks.read(template_files.find(name))
        except BadTemplateError as error:
            st.warning(plain(chinese.bad_template(error)))
