"""Whether a request comes from a page of this very server, by what its browser says of it.

No page can set or change `Sec-Fetch-Site`, `Origin` and `Host`: the browser writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.datastructures import Headers


def is_allowed_to_write(headers: Headers) -> bool:
    """Whether no other site's page made a browser send this.

    Over plain http browsers send no `Sec-Fetch-Site`, but an `Origin` with every form. With
    neither it is no browser, which nobody's page can make send anything.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        # "none" is what a reader does without any page, as loading an answer again
        return site in {"same-origin", "none"}
    return origin is None or is_same(origin, headers.get("host", ""))


def is_same(origin: str, host: str) -> bool:
    """Whether a page's origin is this very address, its port included.

    Letter by letter, as browsers send both: one that differs by case Streamlit would look into.
    """
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False
