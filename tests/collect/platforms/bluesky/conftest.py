"""What the tests of Bluesky share: an AppView on loopback."""

from __future__ import annotations

import pytest
from bluesky_appview import AppView
from pytest_httpserver import HTTPServer


@pytest.fixture
def appview(httpserver: HTTPServer) -> AppView:
    """Give an AppView without posts."""
    return AppView(httpserver)
