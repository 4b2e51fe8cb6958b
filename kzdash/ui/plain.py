"""Text that people typed, shown as typed."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(text: str) -> str:
    """Escape Markdown, directives and HTML, so that nothing typed is run or formatted."""
    return SPECIAL.sub(r"\\\1", text)
