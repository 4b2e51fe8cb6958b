"""Several documents as one ZIP archive, which says nothing of when it was made."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

# what some systems allow in no file's name
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def pack(files: Iterable[tuple[str, bytes]], day: dt.date) -> bytes:
    """Return an archive of files with their names, all dated of a day.

    What no name of a file can have becomes _. Office files are packed already, and so only stored.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            member = zipfile.ZipInfo(NOT_IN_NAMES.sub("_", name), (*day.timetuple()[:3], 0, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_STORED)
    return out.getvalue()
