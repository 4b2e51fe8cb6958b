"""The address by which requests of one machine are counted."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def counted_address(client: Sequence[object] | None) -> str:
    """Return the client's address, for IPv6 its /64 network; empty if there is none.

    A subscriber usually has a whole /64, so single IPv6 addresses would be free to change.
    """
    host = str(client[0]) if client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        # a server that listens on both protocols reports IPv4 clients in this form
        return str(address.ipv4_mapped)
    return host if address.is_loopback else str(ip_network(f"{host}/64", strict=False))
