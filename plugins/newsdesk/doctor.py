"""The health of a newsroom as a list of checks; each says what it found and what to do."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib import metadata
from typing import Literal

from newsdesk import config as settings
from newsdesk.archive import ledger, snapshots
from newsdesk.collect import registry
from newsdesk.collecting.rechecking import quoted_and_gone
from newsdesk.collecting.standing import standings
from newsdesk.config import Ceilings, Claude, Config, Layout
from newsdesk.errors import ConfigError, DataError, NewsdeskError
from newsdesk.records import Manifest, Value, iso
from newsdesk.write.budget import spending, unpriced
from newsdesk.write.claude import providers
from newsdesk.write.prices import known

Status = Literal["ok", "warn", "fail"]

_STALE = timedelta(days=1)
_GIB = 1 << 30
_ENGINES = ("pelican", "duckdb", "ibis-framework", "anthropic")


class Check(Value):
    """One thing that was looked at; ``remedy`` is what to do, None where all is well."""

    name: str
    status: Status
    detail: str
    remedy: str | None = None


def examine(layout: Layout, *, now: datetime, environment: Mapping[str, str]) -> tuple[Check, ...]:
    """Look at everything a newsroom needs; nothing is changed but the archive's cache of verified files.

    ``now`` is the time against which freshness is measured. No check raises: a failure is its result.
    """
    checks = [Check(name="python", status="ok", detail=platform.python_version())]
    checks += _guarded("configuration", lambda: _configuration(layout, now, environment))
    checks += _guarded("snapshots", lambda: _archive(layout, now))
    checks += _guarded("ledger", lambda: _ledger(layout))
    checks += _guarded("quotations", lambda: _gone(layout))
    return (*checks, _disk(layout), *_engines())


def _guarded(name: str, look: Callable[[], Iterator[Check]]) -> list[Check]:
    """Return the checks; one that raises becomes a failed one under ``name``."""
    done: list[Check] = []
    try:
        done.extend(look())
    except DataError as error:
        detail = f"{error.path}: {error.reason}"
        done.append(Check(name=name, status="fail", detail=detail, remedy=error.remedy))
    except ConfigError as error:
        remedy = "docs/settings.md explains every setting."
        done.append(Check(name=name, status="fail", detail=str(error), remedy=remedy))
    except NewsdeskError as error:
        remedy = "Give yourself the right to read and write there."
        done.append(Check(name=name, status="fail", detail=str(error), remedy=remedy))
    return done


def _configuration(layout: Layout, now: datetime, environment: Mapping[str, str]) -> Iterator[Check]:
    config = registry.load(layout.root)
    every = config.editions.every_hours
    detail = f"{len(config.beats)} beats, an edition every {every} h"
    yield Check(name="configuration", status="ok", detail=detail)
    yield Check(name="site", status="ok", detail=settings.site_name(layout.root))
    yield _key(config.claude, environment)
    yield _price(config.claude)
    yield from _guarded("spending", lambda: _spending(layout, config.claude, now))
    yield from _guarded("sources", lambda: _sources(layout, config, now, environment))


def _key(claude: Claude, environment: Mapping[str, str]) -> Check:
    name = providers.key_wanted(claude)
    if not providers.key_is_set(claude, environment):
        return Check(name="key", status="ok", detail=f"{name} is not set; the built-in writer needs none")
    missing = providers.install_line(claude)
    if missing:
        detail = f"{claude.provider} needs more than is installed"
        return Check(name="key", status="fail", detail=detail, remedy=f"Run {missing}")
    set_by = name if environment.get(name, "").strip() else "a key in the environment"
    return Check(name="key", status="ok", detail=f"{set_by} is set")


def _price(claude: Claude) -> Check:
    prices = known(claude)
    price = prices.of(claude.model)
    if price is None:
        detail = f"{claude.model}, of which no price is known"
        free = claude.ceilings == Ceilings(story=None, run=None, day=None)
        remedy = None if free else unpriced(claude.model)
        return Check(name="model", status="ok" if free else "warn", detail=detail, remedy=remedy)
    detail = (
        f"{claude.model}, effort {claude.effort}: ${price.input:g} in and ${price.output:g} out for a "
        f"million tokens (prices of {prices.mark(claude.model)})"
    )
    return Check(name="model", status="ok", detail=detail)


def _spending(layout: Layout, claude: Claude, now: datetime) -> Iterator[Check]:
    usd, limit = spending(layout, now.astimezone(UTC).date()).usd, claude.ceilings.day
    most = f" of at most ${limit:.2f}" if limit is not None else ", no ceiling"
    full = limit is not None and usd >= limit
    remedy = "Raise claude.ceilings.day in newsdesk.yaml, or wait for the next day (UTC)." if full else None
    status: Status = "warn" if full else "ok"
    yield Check(name="spending", status=status, detail=f"${usd:.2f} today (UTC){most}", remedy=remedy)


def _sources(
    layout: Layout, config: Config, now: datetime, environment: Mapping[str, str]
) -> Iterator[Check]:
    for one in standings(layout, config, now, environment):
        name = f"source {one.platform}"
        if not one.enabled:
            why = f". {one.why_off}" if one.why_off else ""
            yield Check(name=name, status="ok", detail=f"off{why}")
            continue
        read = f"last read {iso(one.read_at)}" if one.read_at else "not read yet"
        detail = f"{one.sources} sources, {read}"
        if one.late:
            detail += f"; not read for long: {', '.join(one.late[:3])}{' …' if len(one.late) > 3 else ''}"
        remedy = f"Run newsdesk collect {one.late[0]} and see what it says." if one.late else None
        yield Check(name=name, status="warn" if one.late else "ok", detail=detail, remedy=remedy)


def _gone(layout: Layout) -> Iterator[Check]:
    """Name the stories that quote what was found gone."""
    stories = sorted({slug for slug, _, _ in quoted_and_gone(layout)})
    if stories:
        detail = f"posts that were found gone are quoted by {', '.join(stories)}"
        remedy = "Look at these stories: content/ledger/removals tells which posts."
        yield Check(name="quotations", status="warn", detail=detail, remedy=remedy)


def _archive(layout: Layout, now: datetime) -> Iterator[Check]:
    every = snapshots.manifests(layout)
    snapshots.verify(layout, every)
    used = snapshots.active(every)
    if not used:
        remedy = "Run newsdesk import FILE."
        yield Check(name="snapshots", status="warn", detail="none: the newsroom is empty", remedy=remedy)
        return
    records = sum(manifest.records for manifest in used)
    detail = f"{len(used)} snapshots, {records} records, every sha256 as it was saved"
    yield Check(name="snapshots", status="ok", detail=detail)
    yield _demonstration(used)
    yield _freshness(used, now)


def _demonstration(used: tuple[Manifest, ...]) -> Check:
    if not used[0].demo:
        return Check(name="records", status="ok", detail="real")
    remedy = "To start your own newsroom run newsdesk init; the first real snapshot has the same effect."
    detail = "the demonstration's: invented posts"
    return Check(name="records", status="warn", detail=detail, remedy=remedy)


def _freshness(used: tuple[Manifest, ...], now: datetime) -> Check:
    newest = max(manifest.collected_last for manifest in used)
    detail = f"the newest record was collected at {iso(newest)}"
    if used[0].demo or now - newest <= _STALE:
        return Check(name="freshness", status="ok", detail=detail)
    days = (now - newest).days
    remedy = "Import newer records: no edition is due without them."
    return Check(name="freshness", status="warn", detail=f"{detail}, {days} days ago", remedy=remedy)


def _ledger(layout: Layout) -> Iterator[Check]:
    demo = len(ledger.editions(layout, demo=True))
    real = len(ledger.editions(layout, demo=False))
    detail = f"{real} editions worked" + (f", {demo} of the demonstration" if demo else "")
    yield Check(name="ledger", status="ok", detail=detail)


def _disk(layout: Layout) -> Check:
    if not os.access(layout.content if layout.content.exists() else layout.root, os.W_OK):
        remedy = "Give yourself the right to write there."
        return Check(name="disk", status="fail", detail="content/ can't be written", remedy=remedy)
    free = shutil.disk_usage(layout.root).free
    detail = f"{free / _GIB:.1f} GiB free"
    if free < _GIB:
        return Check(
            name="disk", status="warn", detail=detail, remedy="Make room: a build may need a gigabyte."
        )
    return Check(name="disk", status="ok", detail=detail)


def _engines() -> Iterator[Check]:
    for name in _ENGINES:
        try:
            yield Check(name=name, status="ok", detail=metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Check(name=name, status="fail", detail="not installed", remedy="Run make setup.")
