"""How requests are answered in a run: by recorded answers, by Claude where that is allowed, or by hand.

Here it is settled who is asked: a build asks for the newest edition alone, nobody is asked offline, without a
key, or about the demonstration. One connection serves the whole run, and one set of books its ceilings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from newsdesk.config import Config, Layout
from newsdesk.errors import ConfigError
from newsdesk.stories import Brief
from newsdesk.write import orders, replies
from newsdesk.write.claude.providers import key_is_set, key_wanted
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Request, Unanswered

if TYPE_CHECKING:
    from newsdesk.write.claude import Asker
    from newsdesk.write.claude.booking import Books

Choice = Literal["auto", "builtin", "claude", "replay"]
#: Asks for a request's reply, or says why there is none.
Ask = Callable[[Request], Reply | Unanswered]

#: Seconds for which a run waits for a batch; most end within the hour.
BATCH_WAIT = 3600.0
NO_ANSWER = "there is no recorded answer"
NO_KEY = (
    "The writer is claude, but no key is set. Put one into the environment ({key}), or take the writer auto."
)
DEMONSTRATION = (
    "Claude is never asked about the demonstration's invented posts. "
    "Empty the newsroom first (newsdesk init), or take the writer auto."
)


@dataclass(frozen=True)
class Pen:
    """Who is to write, and whether Claude may be asked over the network.

    ``newest_only`` keeps a build from paying for old editions: only the newest of those due is asked for.
    ``ask_again`` asks once more where an earlier run was stopped while it waited. A batch is waited for
    ``wait`` seconds. ``by_hand`` answers a brief's requests in place of recorded answers alone.
    """

    choice: Choice = "auto"
    online: bool = False
    newest_only: bool = False
    ask_again: bool = False
    wait: float = BATCH_WAIT
    by_hand: Callable[[Brief], Ask] | None = None


#: Writes without asking anybody: recorded answers, else the built-in writer.
BY_ITSELF = Pen()


@dataclass
class Writers:
    """Who can write in one run: the settings, and the one connection that keeps the books."""

    layout: Layout
    config: Config
    pen: Pen
    demo: bool
    tell: Callable[[str], None] = lambda _line: None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def __post_init__(self) -> None:
        """Settle whether Claude may be asked at all; raise ConfigError where it must be and can't."""
        self._asker: Asker | None = None
        self._kept: Books | None = None
        wanted = self.pen.choice == "claude"
        if wanted and self.demo:
            raise ConfigError(DEMONSTRATION)
        allowed = self.pen.choice in ("auto", "claude") and self.pen.online and not self.demo
        self.asks = allowed and key_is_set(self.config.claude, self.environ)
        if wanted and self.pen.online and not self.asks:
            raise ConfigError(NO_KEY.format(key=key_wanted(self.config.claude)))

    @property
    def batches(self) -> bool:
        """Whether an edition's requests are sent together, at half the price, and waited for."""
        return self.asks and self.config.claude.batches and not self.pen.newest_only

    def send(self, briefs: Sequence[Brief]) -> bool:
        """Send the requests for an edition's stories as a batch; return whether they still wait."""
        from newsdesk.write import batch_files
        from newsdesk.write.batches import Batches

        claude = self.config.claude
        batches = Batches(self.layout, claude, progress=self.tell, environ=self.environ, books=self._books())
        batches.ask([orders.story(brief, claude) for brief in briefs], wait_seconds=self.pen.wait)
        return bool(batch_files.waiting(self.layout))

    def _books(self) -> Books:
        """Return the run's books: what is sent as a batch and what is asked live share its ceiling."""
        if self._kept is None:
            from newsdesk.write.claude.booking import Books

            self._kept = Books(self.layout, self.config.claude)
        return self._kept

    def close(self) -> None:
        """Give the connection back, if there was one."""
        if self._asker is not None:
            self._asker.close()

    def ask(self, brief: Brief, *, newest: bool) -> Ask:
        """Return how a brief's requests are answered; ``newest``: whether its edition is the newest due."""
        if self.pen.by_hand:
            return self.pen.by_hand(brief)
        if not self.asks or (self.pen.newest_only and not newest):
            return recorded(self.layout)
        if self._asker is None:
            from newsdesk.write.claude import Asker

            self._asker = Asker(
                self.layout,
                self.config.claude,
                progress=self.tell,
                ask_again=self.pen.ask_again,
                environ=self.environ,
                books=self._books(),
            )
        return self._asker.ask


def recorded(layout: Layout) -> Ask:
    """Return an answerer that knows what was answered before, and asks nobody."""

    def ask(request: Request) -> Reply | Unanswered:
        reply = replies.load(layout, request.key)
        if reply is None or reply.answer is None:
            return Unanswered(kind="failed", reason=NO_ANSWER)
        return reply

    return ask
