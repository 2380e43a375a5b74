"""What became of each source in one run: the JSON of ``newsdesk collect --json``."""

from __future__ import annotations

from pydantic import Field

from newsdesk.archive.gaps import KeptGap
from newsdesk.records import Platform, Problem, UtcTime, Value


class SourceReport(Value):
    """What became of one source in one run.

    ``asked`` is False for one that was not due. ``new`` records were saved, ``duplicates`` were known.
    ``dropped`` counts items left out on purpose, by reason; ``problems`` are the first of the items that
    could not be used, ``problems_total`` counts them. ``removed`` counts records of ours that were found
    gone, ``checked`` those that were asked for. ``gaps`` are what can't be had any more. ``error`` is why the
    source failed; ``unchanged`` says that it gave what it gave before. ``newest`` is the newest publication
    among what it gave, ``lag_seconds`` how long before the collection that was. ``next_due`` is when the
    source is asked again. ``snapshots`` are the files that were written.
    """

    source: str
    title: str
    platform: Platform
    asked: bool = True
    new: int = 0
    duplicates: int = 0
    dropped: dict[str, int] = Field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    problems_total: int = 0
    removed: int = 0
    checked: int = 0
    gaps: tuple[KeptGap, ...] = ()
    error: str | None = None
    unchanged: bool = False
    newest: UtcTime | None = None
    lag_seconds: int | None = None
    next_due: UtcTime | None = None
    snapshots: tuple[str, ...] = ()


class CollectReport(Value):
    """What became of all sources, in the order of the settings."""

    collected_at: UtcTime
    dry_run: bool
    sources: tuple[SourceReport, ...]

    @property
    def new(self) -> int:
        """How many records were added."""
        return sum(source.new for source in self.sources)

    @property
    def asked(self) -> tuple[SourceReport, ...]:
        """The sources that were asked."""
        return tuple(source for source in self.sources if source.asked)

    @property
    def failed(self) -> tuple[SourceReport, ...]:
        """The sources that failed."""
        return tuple(source for source in self.sources if source.error)
