"""Where the .docx templates of papers are: the product's own, or those that an office has set."""

from __future__ import annotations

from pathlib import Path

from kzdash.runtime import config

OWN = Path(__file__).parent / "templates"
# by their heads: of a paper to those above, which names who signs it; of one to those below; of a
# letter; and none
NAMES = REPORT, NOTICE, LETTER, PLAIN = "report.docx", "notice.docx", "letter.docx", "plain.docx"
State = tuple[tuple[Path, int, int], ...]


def find(name: str) -> Path:
    """Return the file of a template: the office's if there is one, or else the product's."""
    folder = config.current().templates_folder
    if folder is not None and (folder / name).exists():
        return folder / name
    return OWN / name


def current_state() -> State:
    """Return what differs as soon as an office has put another template in place of one."""
    states = ((file, file.stat()) for file in map(find, NAMES))
    return tuple((file, state.st_mtime_ns, state.st_size) for file, state in states)
