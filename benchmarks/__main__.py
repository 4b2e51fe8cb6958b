"""`make bench`: print what was measured, a table a part, for docs/performance.md."""

from __future__ import annotations

import sys

from benchmarks import beside, elements, growth, load, pages, slides, starting

PARTS = {
    "pages": pages.main,
    "briefing": slides.main,
    "peers": beside.main,
    "elements": elements.main,
    "load": load.main,
    "growth": growth.main,
    "start": starting.main,
}
# what parts were called before
FORMER = {"dash": "peers"}


def main(asked: list[str]) -> None:
    """Measure the parts asked for, else all."""
    asked = [FORMER.get(part, part) for part in asked]
    unknown = set(asked) - set(PARTS)
    if unknown:
        sys.exit(f"there is no part {', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}")
    for part in asked or PARTS:
        PARTS[part]()


if __name__ == "__main__":
    main(sys.argv[1:])
