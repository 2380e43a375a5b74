"""Which network addresses are public, and which web addresses name a private place on purpose.

A feed or a redirect that leads into the operator's own network could read what only that network may see.
So a name is resolved first and every address checked; a private one is used only where the operator wrote
that very address.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: IPv6 prefixes whose last 32 bits are an IPv4 address that a gateway would connect to (RFC 6052).
_TRANSLATED = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address, as the resolver gives it, belongs to the public internet."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in _meant(found))


def names_private_place(host: str) -> bool:
    """Whether a web address's host is plainly private: ``localhost``, or an IP address that isn't public."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        ip_address(bare)
    except ValueError:
        return False
    return not is_public(bare)


def _meant(address: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    """Return the address and those that are wrapped in it."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    wrapped: list[IPv4Address | IPv6Address] = [address]
    if address.sixtofour:
        wrapped.append(address.sixtofour)
    if address.teredo:
        wrapped.extend(address.teredo)
    if address in _TRANSLATED:
        wrapped.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(wrapped)
