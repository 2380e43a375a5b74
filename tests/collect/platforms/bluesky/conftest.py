"""What the tests of Bluesky share: an AppView on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bluesky_appview import AppView
from pytest_httpserver import HTTPServer


@pytest.fixture(scope="module")
def make_httpserver() -> Iterator[HTTPServer]:
    """Give a server that answers several requests at once: one that waits must not hold the others."""
    with HTTPServer(threaded=True) as server:
        yield server


@pytest.fixture
def appview(httpserver: HTTPServer) -> AppView:
    """Give an AppView without posts."""
    return AppView(httpserver)
