"""One filled form as three programs' formats have it: .xlsx, and what LibreOffice makes of that.

`python -m tests.reporting.old_formats` makes the three files anew, where LibreOffice is.
"""

from pathlib import Path

FOLDER = Path(__file__).parent


def content(suffix: str) -> bytes:
    """The form in a format."""
    return (FOLDER / f"form.{suffix}").read_bytes()
