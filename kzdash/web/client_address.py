"""Whom an address stands for, where something is counted or bounded for each machine."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def counted_address(client: Sequence[object] | None) -> str:
    """Return an address as it is counted: of IPv6 all that one subscriber has, empty for none."""
    host = str(client[0]) if client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        # so a proxy that listens for both kinds names whoever comes by IPv4
        return str(address.ipv4_mapped)
    return host if address.is_loopback else str(ip_network(f"{host}/64", strict=False))
