"""Check that a request comes from a page of this server (protection against CSRF).

The browser writes `Sec-Fetch-Site`, `Origin` and `Host`; no page can set or change them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.datastructures import Headers


def is_allowed_to_write(headers: Headers) -> bool:
    """Return whether no other site's page made the browser send this request.

    Over plain http browsers send no `Sec-Fetch-Site`, but an `Origin` with every form. A request
    with neither comes from a program, and no page can make a program send one.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        # "none": the user caused it without a page, such as by a reload
        return site in {"same-origin", "none"}
    return origin is None or is_same_origin(origin, headers.get("host", ""))


def is_same_origin(origin: str, host: str) -> bool:
    """Return whether a page's origin has this host and port.

    The comparison is case-sensitive: browsers send both in lower case, and Streamlit would check
    an origin that differs in case in its own way.
    """
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False
