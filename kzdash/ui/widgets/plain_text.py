"""Text that people or a plan bring, shown as written."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-=.!|~$:&])")
WITHIN = re.compile(r"([\\`*_{}\[\]<>|~$:&])")
LINES = re.compile(r"\s*\n\s*")
ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+")
# what Streamlit draws an icon or a sign for, escaped or not; a mark that is not seen parts it
SHORTHAND = re.compile(
    r":(?![0-9]+:)(?=[A-Za-z0-9_+/-]+:)"
    r"|(?<!\S)(?:<(?=->(?!\S))|[-<](?=[->](?!\S))|[<>~](?==(?!\S)))"
)
# what a page makes a link of, escaped or not, with all that follows up to a blank
LINKED = re.compile(r"https?:(?=//)|www(?=\.)|@(?=[\w-]+\.)", re.IGNORECASE)
WORD_JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """Escape Markdown, directives and HTML, so that nothing typed is run or formatted."""
    parted = text.strip()
    for read in (SHORTHAND, LINKED):
        parted = read.sub(rf"\g<0>{WORD_JOINER}", parted)
    return LINES.sub("  \n", SPECIAL.sub(r"\\\1", parted))


def inline(text: str) -> str:
    """Escape what may stand within a line after other words, and bring it onto that line.

    What means something only where a line begins stays as it is, so that a figure reads plainly.
    """
    parted = SHORTHAND.sub(rf"\g<0>{WORD_JOINER}", " ".join(text.split()))
    return WITHIN.sub(r"\\\1", parted)


def source_link(text: str) -> str:
    """Show grounds as typed; where they are a web address and nothing else, as a link to it."""
    return f"<{text}>" if ADDRESS.fullmatch(text) else plain(text)
