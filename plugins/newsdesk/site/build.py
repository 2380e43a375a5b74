"""A build: what is published, to pages, to files; and nothing of it where nothing changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

from newsdesk import garbage
from newsdesk.config import Layout
from newsdesk.files import locked
from newsdesk.site import epoch, inputs, state
from newsdesk.site.plan import one_by_one
from newsdesk.site.press import Press
from newsdesk.site.reading import read
from newsdesk.site.settings import Site
from newsdesk.site.state import State


class Built(NamedTuple):
    """How many pages of each kind there are, how many files changed, and what was left out, a line each."""

    kinds: Counter[str]
    changed: int
    problems: tuple[str, ...]


def build(
    layout: Layout,
    site: Site,
    environment: Environment,
    output: Path,
    *,
    plugins: Iterable[Path] = (),
    settings: Iterable[Path] = (),
) -> Built:
    """Bring the newsroom's pages in ``output`` up to date: byte by byte what a first build would put there.

    ``plugins`` are folders of code, beside our own, and ``settings`` files of code that shape pages. Raises
    LedgerError for a bad file of the ledger, StoryError for an impossible address.
    """
    memory = state.place_of(layout.cache, output)
    lock = memory.with_suffix(".lock")
    with locked(lock), garbage.seldom():
        before = state.load(memory)
        code = epoch.of_code(tuple(plugins))
        shared = epoch.of_site(code, environment, site, settings)
        seen = inputs.scan(layout, inputs.now(lock))
        if before.holds(shared, seen, output):
            return Built(before.kinds, 0, before.problems)
        if before == State():
            state.save(memory, before)  # in the place of what can't be read: it can be added to
        known = before.known(code, seen)
        published, problems, read_now = read(layout, site, known)
        press = Press(environment, output, shared, before, memory, layout.cache / "drawings")
        written = press.write(one_by_one(published))
        removed = state.sweep(output, before, written.outputs)
        after = State(code, shared, seen, problems, written.outputs, *before.remembering(read_now, known))
        inputs.settle(lock, max((one.modified for one in after.outputs.values()), default=0))
        state.save(memory, after)
    return Built(after.kinds, written.changed + removed, problems)
