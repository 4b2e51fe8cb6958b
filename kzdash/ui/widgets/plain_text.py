"""Escape text that people typed or that the plan has, so that it is shown as written."""

import re

MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-=.!|~$:&])")
INLINE_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~$:&])")
LINE_BREAKS = re.compile(r"\s*\n\s*")
URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+")
# Streamlit shows these as an icon or a sign even if escaped, unless a word joiner splits them
SHORTHAND = re.compile(
    r":(?![0-9]+:)(?=[A-Za-z0-9_+/-]+:)"
    r"|(?<!\S)(?:<(?=->(?!\S))|[-<](?=[->](?!\S))|[<>~](?==(?!\S)))"
)
# Streamlit makes these and what follows up to a space a link, even if escaped
AUTOLINK = re.compile(r"https?:(?=//)|www(?=\.)|@(?=[\w-]+\.)", re.IGNORECASE)
WORD_JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """Escape Markdown, directives and HTML, so that Streamlit formats and runs nothing of it."""
    joined = text.strip()
    for pattern in (SHORTHAND, AUTOLINK):
        joined = pattern.sub(rf"\g<0>{WORD_JOINER}", joined)
    return LINE_BREAKS.sub("  \n", MARKUP.sub(r"\\\1", joined))


def inline(text: str) -> str:
    """Escape text that follows other words in a line, and join its lines into one.

    Characters that are markup only at the start of a line stay as they are, so that figures do not
    get backslashes.
    """
    joined = SHORTHAND.sub(rf"\g<0>{WORD_JOINER}", " ".join(text.split()))
    return INLINE_MARKUP.sub(r"\\\1", joined)


def source_link(text: str) -> str:
    """Return a source as Markdown: a link if it is a url and nothing else, else as typed."""
    return f"<{text}>" if URL.fullmatch(text) else plain(text)
