"""Asker: the one way to an answer. A recorded reply, else calls within bounds of number, time and money."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING

from newsdesk.config import Claude, Layout
from newsdesk.write import replies
from newsdesk.write.claude import recording
from newsdesk.write.claude.booking import Books
from newsdesk.write.claude.heard import Heard, room, settled, wait_before
from newsdesk.write.claude.providers import key_is_set, key_wanted
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Request, Unanswered

if TYPE_CHECKING:
    from newsdesk.write.claude.sdk import Line

#: Called with a line for the operator: what is asked, what is waited for.
Progress = Callable[[str], None]


class Asker:
    """Asks Claude, each request once and for ever; a recorded reply of any origin never costs a call.

    A call that an earlier run left open isn't made again unless ``ask_again`` is given: it may have been
    paid. After a fault that no other request would escape (a wrong key, an account's limit) nobody is asked
    any more; after a request that failed by patience alone the others get one call each until one succeeds.
    """

    def __init__(
        self,
        layout: Layout,
        settings: Claude,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], object] = time.sleep,
        progress: Progress = lambda _: None,
        ask_again: bool = False,
        environ: Mapping[str, str] = os.environ,
        books: Books | None = None,
    ) -> None:
        self._layout = layout
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._progress = progress
        self._ask_again = ask_again
        self._environ = environ
        self._books = books or Books(layout, settings)
        self._line: Line | None = None
        self._hopeless: str | None = None
        self._weary = False

    def __enter__(self) -> Asker:
        """Return the asker itself; leaving gives its connections back."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def ask(self, request: Request) -> Reply | Unanswered:
        """Return the reply to a request, or why there is none; everything that was learnt is on disk.

        Raises ReplyError or LedgerError for a file that can't be trusted, StorageError for a disk that
        refuses.
        """
        reply = replies.load(self._layout, request.key)
        if reply is not None and reply.answer is not None:
            recording.forget(self._layout, request.key)
            return reply
        with replies.lock(self._layout, request.key):
            # Whoever had the lock before may have got the answer.
            return self._ask(request, replies.load(self._layout, request.key) or Reply.blank(request))

    def _ask(self, request: Request, reply: Reply) -> Reply | Unanswered:
        reply = self._recover(reply)
        if reply.answer is not None:
            return reply
        done = settled(reply, _wanted(request))
        if done is not None and not self._ask_again:
            return done
        if self._hopeless is not None:
            return Unanswered(kind="failed", reason=self._hopeless)
        if not key_is_set(self._settings, self._environ):
            name = key_wanted(self._settings)
            return Unanswered(kind="held", reason=f"Claude can't be asked: {name} is not set.")
        line = self._connected()
        if isinstance(line, str):
            return Unanswered(kind="failed", reason=line)
        return self._try(line, request, reply, since=len(reply.calls) if done else 0)

    def _try(self, line: Line, request: Request, reply: Reply, *, since: int) -> Reply | Unanswered:
        """Call until there is an answer, a fault that lasts, or no attempt, patience or money left."""
        started = self._clock()
        attempts = 1 if self._weary else self._settings.attempts
        before = ""
        for attempt in itertools.count(1):
            called = self._call(line, request, reply, since)
            if isinstance(called, str):
                return Unanswered(kind="held", reason=called + before)
            reply, heard = called
            if reply.answer is not None:
                self._weary = False
                return reply
            more = room(reply.calls[since:], _wanted(request)) is not None
            if heard.lasting or not more or attempt == attempts or not self._wait(heard, attempt, started):
                break
            before = f" Before that: {heard.detail}."
        return self._failed(heard, len(reply.calls) - since)

    def _call(self, line: Line, request: Request, reply: Reply, since: int) -> tuple[Reply, Heard] | str:
        """Make one call and return what is known after it, or why a ceiling forbids it."""
        wanted = _wanted(request)
        body = {**request.body, "max_tokens": room(reply.calls[since:], wanted) or wanted}
        opened = self._books.open(request, reply, body, self._clock())
        if isinstance(opened, str):
            return opened
        self._progress(f"asking {body.get('model')} for the {request.purpose} of {request.brief}")
        with recording.record(self._layout, opened.key, self._clock) as record:
            heard = line.ask(body, record, record.data)
        return self._books.close(opened, heard, sdk=_sdk_name()), heard

    def _wait(self, heard: Heard, attempt: int, started: datetime) -> bool:
        """Wait before the next call; return False where the patience doesn't last so long."""
        if heard.stop_reason == "max_tokens":
            return True  # nobody is tired: the answer was only longer than it might be
        seconds = wait_before(heard, attempt)
        patience = timedelta(seconds=self._settings.patience_seconds)
        if self._clock() + timedelta(seconds=seconds) - started > patience:
            return False
        self._progress(f"{heard.detail}; next call in {seconds:.0f} s")
        self._sleep(seconds)
        return True

    def _failed(self, heard: Heard, calls: int) -> Unanswered:
        self._weary = self._weary or not (heard.lasting or heard.stop_reason)
        why = f"{heard.detail}. {heard.remedy}"
        if heard.hopeless:
            self._hopeless = f"Claude wasn't asked, for no other request was answered either: {why}"
        count = "1 call" if calls == 1 else f"{calls} calls"
        return Unanswered(kind="failed", reason=f"Claude gave no answer in {count}: {why}")

    def _recover(self, reply: Reply) -> Reply:
        """Return the reply with the answer that a killed run had heard to its end, if there is one."""
        data = recording.recorded(self._layout, reply.key)
        if reply.last is None or reply.last.outcome != "open" or not data:
            return reply
        line = self._connected()
        if isinstance(line, str):
            return reply
        heard = line.read(data)
        if heard.outcome == "failed" or heard.stop_reason is None:
            return reply
        self._progress("an answer that an earlier run had already received is taken from its recording")
        return self._books.close(reply, heard, sdk=_sdk_name())

    def _connected(self) -> Line | str:
        """Return the line, made with the first need of it, or why it can't be made."""
        from newsdesk.write.claude.sdk import Line, SetUpError

        try:
            self._line = self._line or Line(self._settings, self._environ, self._clock)
        except SetUpError as error:
            return f"Claude can't be asked: {error}"
        return self._line


def _wanted(request: Request) -> int:
    return int(request.body.get("max_tokens", 0))


def _sdk_name() -> str:
    from newsdesk.write.claude.sdk import NAME

    return NAME
