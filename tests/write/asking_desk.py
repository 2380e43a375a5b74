"""A desk from which Claude is asked in tests: a newsroom, and a clock that only sleeping moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from newsdesk.config import Ceilings, Claude, Layout
from newsdesk.write import replies
from newsdesk.write.budget import spending
from newsdesk.write.claude import Asker
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Request, Unanswered

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
        return Claude.model_validate({"base_url": self.base_url, "timeout_seconds": 60.0, **changes})

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

    def saved(self, request: Request) -> Reply:
        """Return what stands in a request's file."""
        found = replies.load(self.layout, request.key)
        assert found is not None
        return found

    @property
    def spent(self) -> float:
        """What the ledger says of the day."""
        return spending(self.layout, self.now.date()).usd


def answered(found: Reply | Unanswered) -> Reply:
    """Return the reply; fail the test if there is none, or one without an answer."""
    assert isinstance(found, Reply), found
    assert found.answer is not None
    return found


def unanswered(found: Reply | Unanswered) -> Unanswered:
    """Return why there is no answer; fail the test if there is one."""
    assert isinstance(found, Unanswered), found
    return found
