"""A desk from which Claude is asked: a newsroom, a clock that only sleeping moves, servers on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from claude_server import ClaudeServer, serving

from newsdesk.config import Ceilings, Claude, Layout
from newsdesk.write.claude import Asker
from newsdesk.write.requests import Request

KEY = "sk-ant-a-secret-0123456789"
NO_CEILINGS = Ceilings(story=None, run=None, day=None)


def make_request(number: int = 1, *, model: str = "claude-opus-5-5", **body: Any) -> Request:
    """Return the ``number``-th request; more of its body can be given."""
    return Request(
        purpose="story",
        brief=f"brief-{number}",
        story=f"story-{number}",
        prompt_version="story/1",
        answer_schema="draft/1",
        body={
            "model": model,
            "max_tokens": 2000,
            "messages": [{"role": "user", "content": f"Write story {number}."}],
            **body,
        },
    )


@dataclass
class Desk:
    """Where Claude is asked in a test; ``slept`` are the waits, ``said`` the lines of progress."""

    layout: Layout
    base_url: str = "http://127.0.0.1:9"
    now: datetime = datetime(2026, 3, 27, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def clock(self) -> datetime:
        """Return the time, which only sleeping moves."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let the time pass without waiting."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def settings(self, **changes: Any) -> Claude:
        """Return settings that lead to the server of this machine."""
        return Claude.model_validate({"base_url": self.base_url, "timeout_seconds": 5.0, **changes})

    def asker(
        self,
        *,
        key: str | None = KEY,
        ask_again: bool = False,
        sleep: Callable[[float], object] | None = None,
        **changes: Any,
    ) -> Asker:
        """Return a new run's asker; keyword arguments are settings."""
        return Asker(
            self.layout,
            self.settings(**changes),
            clock=self.clock,
            sleep=sleep or self.sleep,
            progress=self.said.append,
            ask_again=ask_again,
            environ={} if key is None else {"ANTHROPIC_API_KEY": key},
        )


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
