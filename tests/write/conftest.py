"""What the tests of asking share: a desk, and a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking_desk import Desk
from claude_server import ClaudeServer, serving

from newsdesk.config import Layout


@pytest.fixture
def desk(newsroom: Layout) -> Desk:
    """Give a desk whose address nobody listens at."""
    return Desk(newsroom)


@pytest.fixture
def server(desk: Desk) -> Iterator[ClaudeServer]:
    """Give a scripted server, with the desk's address leading to it."""
    with serving() as script:
        desk.base_url = script.address
        yield script
