"""What became of batches: looked at, found again where their id was lost, and fetched in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.parser import isoparse

from newsdesk.config import Layout
from newsdesk.write import batch_files, replies
from newsdesk.write.batch_files import Batch, custom_id
from newsdesk.write.claude.booking import Books
from newsdesk.write.claude.heard import Heard, from_message, savable, sentence

if TYPE_CHECKING:
    from newsdesk.write.claude.sdk import Line

#: A batch whose id was lost was created so long before or after we sent it, at the most, by the API's clock.
NEAR = timedelta(minutes=10)


class Results:
    """Takes what is done of the batches that wait; ``tell`` is called with a line for the operator."""

    def __init__(
        self,
        layout: Layout,
        line: Line,
        books: Books,
        *,
        clock: Callable[[], datetime],
        tell: Callable[[str], None],
        hidden: Sequence[str],
    ) -> None:
        self._layout = layout
        self._line = line
        self._books = books
        self._clock = clock
        self._tell = tell
        self._hidden = hidden

    def fetch(self) -> None:
        """Look at every batch that waits, once; what fails is told and waits on."""
        for batch in batch_files.waiting(self._layout):
            found = batch if batch.id else self._find(batch)
            if found is not None:
                self._fetch(found)

    def give_up(self, batch: Batch, heard: Heard) -> None:
        """End every entry that is still open in the same way; the batch is no longer waited for."""
        for key in batch.keys:
            self._close(batch, key, heard)
        batch_files.save(self._layout, batch.model_copy(update={"state": "lost"}))

    def _fetch(self, batch: Batch) -> None:
        state = self._line.attempt(lambda client: client.messages.batches.retrieve(batch.id).to_dict())
        if isinstance(state, Heard):
            self._tell(f"batch {batch.id} can't be looked at: {state.detail}")
            if (state.detail or "").startswith("HTTP 404"):  # its results are kept for 29 days
                self.give_up(batch, state.model_copy(update={"unpaid": False}))
            return
        if state.get("processing_status") != "ended":
            self._tell(f"batch {batch.id} is not done yet")
            return
        keys = {custom_id(key): key for key in batch.keys}
        if self._read(state, lambda result: self._take(batch, keys, result)):
            missing = Heard(outcome="failed", detail="its batch ended without a word of it")
            for key in batch.keys:
                self._close(batch, key, missing)
            batch_files.save(self._layout, batch.model_copy(update={"state": "fetched"}))

    def _read(self, state: Mapping[str, Any], take: Callable[[dict[str, Any]], object]) -> bool:
        """Call ``take`` with each result of a batch that has ended; return whether all came.

        The SDK would follow ``results_url`` to wherever it leads, with the key; we don't.
        """
        from newsdesk.write.claude.sdk import same_host

        address = state.get("results_url")
        if not isinstance(address, str) or not same_host(address, str(self._line.client.base_url)):
            told = "its results are said to be at another host; no key is sent there"
            self._tell(f"batch {state.get('id')}: {told}")
            return False

        def read(client: Any) -> None:
            for result in client.messages.batches.results(state.get("id")):
                take(result.to_dict(mode="python", warnings=False))

        fault = self._line.attempt(read)
        if fault is not None:
            self._tell(f"the results of batch {state.get('id')} broke off: {fault.detail}")
        return fault is None

    def _take(self, batch: Batch, keys: Mapping[str, str], result: Mapping[str, Any]) -> None:
        """Close the call that a result belongs to; a stranger's result is passed over."""
        key = keys.get(str(result.get("custom_id")))
        if key is not None:
            heard = self._line.attempt(lambda _: judge(result.get("result"), self._hidden))
            self._close(batch, key, heard)

    def _close(self, batch: Batch, key: str, heard: Heard) -> None:
        """Close a call of the batch, unless that was done or somebody asked again meanwhile."""
        from newsdesk.write.claude.sdk import NAME

        with replies.lock(self._layout, key):
            reply = replies.load(self._layout, key)
            last = reply.last if reply is not None else None
            if reply is not None and last is not None and (last.outcome, last.batch) == ("open", batch.name):
                self._books.close(reply, heard, sdk=NAME)

    def _find(self, batch: Batch) -> Batch | None:
        """Look in the account for a batch whose id was never heard; None if it isn't known yet."""
        listed = self._line.attempt(
            lambda client: [made.to_dict() for made in client.messages.batches.list(limit=100).data]
        )
        if isinstance(listed, Heard):
            self._tell(f"the account's batches can't be listed: {listed.detail}")
            return None
        known = batch_files.known_ids(self._layout)
        near = [made for made in listed if made.get("id") not in known and is_near(made, batch)]
        if any(made.get("processing_status") != "ended" for made in near):
            self._tell(f"batch {batch.name} is perhaps not done yet")
            return None
        for made in near:
            if self._is_ours(made, batch):
                found = batch.model_copy(update={"id": str(made["id"])})
                batch_files.save(self._layout, found)
                return found
        if self._clock() - batch.sent_at > NEAR:
            self.give_up(batch, Heard(outcome="failed", detail="the batch never arrived", unpaid=True))
        return None

    def _is_ours(self, made: Mapping[str, Any], batch: Batch) -> bool:
        ids: set[str] = set()
        whole = self._read(made, lambda result: ids.add(str(result.get("custom_id"))))
        return whole and ids == {custom_id(key) for key in batch.keys}


def judge(result: Any, hidden: Sequence[str] = ()) -> Heard:
    """Say what a batch brought for one request: a message, or a failure that cost nothing."""
    if not isinstance(result, Mapping):
        return Heard(outcome="failed", detail="its batch holds a result that is none")
    message = result.get("message")
    if result.get("type") == "succeeded" and isinstance(message, Mapping):
        return from_message(savable(message, hidden))
    told = result.get("error")
    inner = told.get("error", told) if isinstance(told, Mapping) else None
    fields = inner if isinstance(inner, Mapping) else {}
    said = ": ".join(str(fields[name]) for name in ("type", "message") if name in fields)
    detail = f"{result.get('type')} in its batch" + (f" ({said})" if said else "")
    return Heard(outcome="failed", detail=sentence(detail, hidden), unpaid=True)


def is_near(made: Mapping[str, Any], batch: Batch) -> bool:
    """Return whether one of the account's batches may be ours, by its time and its number of requests."""
    counts = made.get("request_counts")
    total = sum(n for n in counts.values() if isinstance(n, int)) if isinstance(counts, Mapping) else None
    try:
        created = made["created_at"]
        created = created if isinstance(created, datetime) else isoparse(created)
        return total == len(batch.keys) and abs(created - batch.sent_at) <= NEAR
    except (KeyError, TypeError, ValueError, OverflowError):
        return False
