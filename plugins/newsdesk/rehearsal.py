"""The composer of rehearsals: works the demonstration afresh beside the newsroom, and takes answers by hand.

The demonstration's stories come from answers that people wrote and stored once. A request depends on the
stories before it, so that answers are written in order: a rehearsal lists what still wants one, and an answer
that is handed in is proved, stored as a reply marked ``origin: demonstration``, and used at once.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from newsdesk import newsroom, writing
from newsdesk.answering import NO_ANSWER, Ask, Pen
from newsdesk.archive import snapshots
from newsdesk.config import SETTINGS_FILE, Config, Layout
from newsdesk.files import write_atomic
from newsdesk.records import canonical_json
from newsdesk.stories import Brief, Finding
from newsdesk.write import answers, replies
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Request, Unanswered


@dataclass(frozen=True)
class Wanted:
    """A request without an answer, its brief, and what is wrong with the answer that was handed in."""

    request: Request
    brief: Brief
    findings: tuple[Finding, ...] = ()
    unreadable: str | None = None


@dataclass
class Rehearsal:
    """What a rehearsal came to: what wants an answer, in order, and what was taken."""

    wanted: list[Wanted] = field(default_factory=list)
    taken: list[Request] = field(default_factory=list)
    known: list[Request] = field(default_factory=list)


def assignment_of(brief: Brief) -> str:
    """Return how an assignment of the demonstration is called, whatever words it is asked with."""
    about = brief.subject or brief.kind
    return f"{brief.edition:%Y-%m-%dT%H%MZ}-{brief.beat.slug}-{re.sub('[^a-z0-9]+', '-', about)}"


def rehearse(
    layout: Layout,
    config: Config,
    site: str,
    answers_in: Path | None = None,
    progress: newsroom.Progress = lambda _what, _done, _whole: None,
) -> Rehearsal:
    """Work the demonstration in a scratch folder, taking answers from ``answers_in`` (``<assignment>.json``).

    An answer that was stored for the same assignment is proved again where the request has changed. Only the
    replies of the newsroom change: those that no request finds any more are removed.
    """
    stored = {reply.key: reply for reply in replies.every(layout) if reply.origin == "demonstration"}
    rehearsal = Rehearsal()

    def by_hand(brief: Brief) -> Ask:
        return lambda request: _answer(layout, rehearsal, brief, request, _texts(brief, stored, answers_in))

    with _scratch(layout) as scratch:
        newsroom.work(scratch, config, site, pen=Pen(by_hand=by_hand), progress=progress)
    used = {request.key for request in (*rehearsal.known, *rehearsal.taken)}
    for key in stored.keys() - used if rehearsal.taken else ():
        replies.path_of(layout, key).unlink(missing_ok=True)
    return rehearsal


def _texts(brief: Brief, stored: Mapping[str, Reply], folder: Path | None) -> Iterator[str]:
    """Yield the answers there are for an assignment: the one handed in, else those of other requests."""
    name = assignment_of(brief)
    handed_in = folder / f"{name}.json" if folder else None
    if handed_in and handed_in.is_file():
        yield handed_in.read_text(encoding="utf-8")
        return
    yield from (reply.answer for reply in stored.values() if reply.assignment == name and reply.answer)


@contextmanager
def _scratch(layout: Layout) -> Iterator[Layout]:
    """Yield a newsroom with the demonstration's snapshots and nothing else, and the same caches."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Layout(Path(folder))
        shutil.copyfile(layout.settings, scratch.root / SETTINGS_FILE)
        for manifest in snapshots.manifests(layout):
            if manifest.demo:
                path = snapshots.path_of(layout, manifest)
                copy = scratch.root / path.relative_to(layout.root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                for suffix in (".parquet", ".json"):
                    shutil.copyfile(path.with_suffix(suffix), copy.with_suffix(suffix))
        layout.cache.mkdir(parents=True, exist_ok=True)
        scratch.cache.parent.mkdir(parents=True, exist_ok=True)
        scratch.cache.symlink_to(layout.cache.resolve())
        yield scratch


def _answer(
    layout: Layout, rehearsal: Rehearsal, brief: Brief, request: Request, texts: Iterator[str]
) -> Reply | Unanswered:
    if request.purpose != "story":  # an answer by hand is right at once, or it isn't taken
        return Unanswered(kind="failed", reason=NO_ANSWER)
    reply = replies.load(layout, request.key)
    wanted = Wanted(request, brief)
    for text in texts:
        found = _proved(request, brief, text)
        if isinstance(found, Reply):
            new = reply is None or reply.answer != found.answer
            (rehearsal.taken if new else rehearsal.known).append(request)
            replies.save(layout, found)
            return found
        wanted = found
    if reply is not None and not wanted.findings and not wanted.unreadable:
        rehearsal.known.append(request)
        return reply
    rehearsal.wanted.append(wanted)
    return Unanswered(kind="failed", reason=NO_ANSWER)


def _proved(request: Request, brief: Brief, text: str) -> Reply | Wanted:
    """Return an answer as a reply if it passes the gate whole, else what is wrong with it."""
    from newsdesk.check.gate import check

    answer = answers.read(answers.StoryAnswer, text)
    if isinstance(answer, answers.Unreadable):
        return Wanted(request, brief, unreadable=answer.reason)
    given = {"origin": "demonstration", "answer": canonical_json(json.loads(text))}
    reply = Reply.blank(request).model_copy(update={**given, "assignment": assignment_of(brief)})
    findings = check(answers.draft_of(answer, brief, writing.writer_of(reply)), brief)
    if any(finding.severity == "error" for finding in findings):
        return Wanted(request, brief, findings)
    return reply


def lay_out(wanted: Wanted, folder: Path) -> None:
    """Put what an answer's author needs into a folder: the request to read, the brief to check against."""
    name = assignment_of(wanted.brief)
    content = wanted.request.body["messages"][0]["content"]
    write_atomic(folder / f"{name}.request.md", "\n\n".join(block["text"] for block in content).encode())
    brief = json.dumps(wanted.brief.model_dump(mode="json"), ensure_ascii=False, indent=1)
    write_atomic(folder / f"{name}.brief.json", (brief + "\n").encode())
