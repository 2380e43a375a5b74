"""Batches: many requests at half the price, sent once, and fetched by whichever run is next.

Nothing is sent before the batch stands in the ledger, and nothing is waited for before its id does. A run
that is killed in between leaves a batch without an id, which the next run looks for in the account.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsdesk.config import Claude, Layout
from newsdesk.files import locked
from newsdesk.records import digest
from newsdesk.write import batch_files, replies
from newsdesk.write.batch_files import Batch, custom_id
from newsdesk.write.batch_results import Results
from newsdesk.write.claude.booking import Books
from newsdesk.write.claude.heard import settled
from newsdesk.write.claude.providers import key_is_set, key_wanted, secrets
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Request, Unanswered

if TYPE_CHECKING:
    from newsdesk.write.claude.sdk import Line

#: Requests in one batch; the API takes a hundred thousand, and 256 MB.
MOST = 1000
#: Seconds between two looks at what isn't done.
LOOK_EVERY = 30.0

Progress = Callable[[str], None]
Answers = dict[str, Reply | Unanswered]


class Batches:
    """Sends requests together and fetches what became of them."""

    def __init__(
        self,
        layout: Layout,
        settings: Claude,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], object] = time.sleep,
        progress: Progress = lambda _: None,
        environ: Mapping[str, str] = os.environ,
        books: Books | None = None,
    ) -> None:
        self._layout = layout
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._progress = progress
        self._environ = environ
        self._books = books or Books(layout, settings)

    def ask(self, requests: Sequence[Request], *, wait_seconds: float = 0.0) -> Answers:
        """Fetch what is done, send what was never asked, wait so long at most; return the ends by key.

        What a batch couldn't answer (errored, expired, canceled) is a failed call: an Asker asks it live.
        What waits is held. Raises ReplyError or LedgerError for a file that can't be trusted.
        """
        line = self._connected()
        if isinstance(line, Unanswered):
            return {request.key: self._recorded(request) or line for request in requests}
        try:
            with locked(self._layout.cache / "locks" / "batches.lock"):
                results = self._results(line)
                results.fetch()
                held = self._send(line, results, requests)
                self._wait(results, self._clock() + timedelta(seconds=wait_seconds))
        finally:
            line.close()
        return {request.key: held.get(request.key) or self._end(request) for request in requests}

    def _connected(self) -> Line | Unanswered:
        if self._settings.provider != "anthropic":
            reason = "Only Anthropic's own API takes batches. Set claude.batches: false in newsdesk.yaml."
            return Unanswered(kind="failed", reason=reason)
        if not key_is_set(self._settings, self._environ):
            reason = f"Claude can't be asked: {key_wanted(self._settings)} is not set."
            return Unanswered(kind="held", reason=reason)
        from newsdesk.write.claude.sdk import Line, SetUpError

        try:
            return Line(self._settings, self._environ, self._clock)
        except SetUpError as error:
            return Unanswered(kind="failed", reason=f"Claude can't be asked: {error}")

    def _results(self, line: Line) -> Results:
        return Results(
            self._layout,
            line,
            self._books,
            clock=self._clock,
            tell=self._progress,
            hidden=secrets(self._environ),
        )

    def _send(self, line: Line, results: Results, requests: Sequence[Request]) -> Answers:
        """Send what was never asked; return what a ceiling held back."""
        held: Answers = {}
        fresh = [
            request
            for request in {request.key: request for request in requests}.values()
            if replies.load(self._layout, request.key) is None
        ]
        for place in range(0, len(fresh), MOST):
            held |= self._send_one(line, results, fresh[place : place + MOST])
        return held

    def _send_one(self, line: Line, results: Results, requests: Sequence[Request]) -> Answers:
        now = self._clock()
        keys = tuple(request.key for request in requests)
        batch = Batch(name=digest([now.isoformat(), keys])[:16], sent_at=now, keys=keys)
        batch_files.save(self._layout, batch)  # before its calls: an open call always has its batch
        held: Answers = {}
        sent: list[Request] = []
        for request in requests:
            reason = self._open(request, batch)
            if reason is None:
                sent.append(request)
            else:
                held[request.key] = Unanswered(kind="held", reason=reason)
        batch = batch.model_copy(update={"keys": tuple(request.key for request in sent)})
        if sent:
            batch_files.save(self._layout, batch)
            self._create(line, results, batch, sent)
        else:
            batch_files.save(self._layout, batch.model_copy(update={"state": "lost"}))
        return held

    def _open(self, request: Request, batch: Batch) -> str | None:
        """Reserve and save the call of one entry; return why it may not be sent."""
        with replies.lock(self._layout, request.key):
            if replies.load(self._layout, request.key) is not None:
                return "It was asked by another run."
            blank = Reply.blank(request)
            opened = self._books.open(request, blank, request.body, batch.sent_at, batch=batch.name)
        return opened if isinstance(opened, str) else None

    def _create(self, line: Line, results: Results, batch: Batch, sent: Sequence[Request]) -> None:
        entries = [{"custom_id": custom_id(request.key), "params": request.body} for request in sent]
        made = line.attempt(lambda client: str(client.messages.batches.create(requests=entries).id))
        if isinstance(made, str):
            batch_files.save(self._layout, batch.model_copy(update={"id": made}))
            self._progress(f"{len(entries)} requests were sent as batch {made}")
            return
        self._progress(f"the batch was not taken: {made.detail}")
        if made.unpaid:  # else it may have arrived: it is looked for
            results.give_up(batch, made)

    def _wait(self, results: Results, until: datetime) -> None:
        """Look again until nothing waits any more, or the time is over."""
        while batch_files.waiting(self._layout) and self._clock() < until:
            self._sleep(min(LOOK_EVERY, (until - self._clock()).total_seconds()))
            results.fetch()

    def _recorded(self, request: Request) -> Reply | None:
        reply = replies.load(self._layout, request.key)
        return reply if reply is not None and reply.answer is not None else None

    def _end(self, request: Request) -> Reply | Unanswered:
        reply = replies.load(self._layout, request.key)
        if reply is None or reply.answer is not None:
            return reply or Unanswered(kind="failed", reason="It was not sent.")
        detail = reply.last.detail if reply.last else None
        return settled(reply, int(request.body.get("max_tokens", 0))) or Unanswered(
            kind="failed", reason=f"Claude gave no answer: {detail}."
        )
