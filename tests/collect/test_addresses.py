"""Which addresses are public, tried on the disguises of private ones."""

from __future__ import annotations

import pytest

from newsdesk.collect.addresses import is_public, names_private_place

PRIVATE = (
    "127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255 "
    "::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 "
    "64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:c0a8:101::1 nonsense"
)
PUBLIC = "93.184.216.34 1.1.1.1 2606:4700:4700::1111 ::ffff:1.1.1.1 64:ff9b::101:101"


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_addresses_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared and multicast addresses are refused, however they are wrapped."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses_are_public(address: str) -> None:
    """Ordinary addresses are let through, mapped and translated ones too."""
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "private"),
    [("localhost", True), ("[::1]", True), ("127.0.0.1", True), ("paper.example", False), ("1.1.1.1", False)],
)
def test_only_an_explicit_address_names_a_private_place(host: str, private: bool) -> None:
    """A private place is named by its address or as localhost; a name that resolves there is none."""
    assert names_private_place(host) is private
