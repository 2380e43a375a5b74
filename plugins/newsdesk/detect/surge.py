"""How far something said on a beat (a name, a phrase, a link) stands above its own days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from newsdesk.detect import forms
from newsdesk.detect.ground import Ground
from newsdesk.detect.panel import Panel, Said, Tally
from newsdesk.detect.statistics import Outcome, count_against_days, usual
from newsdesk.records import Statistic

#: Names and phrases are fewer a day than a beat's posts, and steadier: how many are usual at least, for the
#: test, and the overdispersion that they are believed to have.
LEAST, DISPERSION = 0.2, 1.2
#: How many of the posts that carry it must be by different accounts.
SPREAD = 0.6


@dataclass(frozen=True)
class Surge:
    """Voices now, their authors, the usual voices a day, and the one-sided test of the rise.

    ``part`` is the rise divided by that of the whole beat: what remains if everybody simply talks more.
    """

    now: int
    authors: int
    usual: float
    tested: Outcome
    part: float


def voices_now(ground: Ground, said: Said) -> int:
    """Count the voices of day 0 on the platforms that take part."""
    return _on(ground, said, 0).voices


def surge(ground: Ground, said: Said, unsure: float = 0.0) -> Surge:
    """Test one thing's count of day 0 against the days of its beat; only a rise counts."""
    now, earlier = _on(ground, said, 0), [_on(ground, said, day) for day in ground.days]
    before = ground.weighed([tally.voices for tally in earlier])
    tested = rise(now.voices, before, unsure)
    return Surge(now.voices, now.authors, usual(before), tested, tested.effect / max(ground.grown, 0.01))


def _on(ground: Ground, said: Said, day: int) -> Tally:
    """Add up a day over the platforms that take part."""
    tallies = (said[platform, day] for platform in ground.platforms if (platform, day) in said)
    return Tally(*map(sum, zip(*tallies, strict=True)))


def statistics_of(
    panel: Panel, ground: Ground, name: str, label: str, measured: Surge
) -> tuple[Statistic, Statistic, Statistic]:
    """Build the count now, the usual one a day and the ratio; ``name`` begins their ids."""
    usually, window = panel.baseline(ground.days), panel.window
    return (
        forms.count(f"{name}.now", label, measured.now, "post", window),
        forms.daily(f"{name}.usual", "Usual, per day", measured.usual, len(ground.days), usually),
        forms.ratio(
            f"{name}.ratio", "Now against usual", measured.now, measured.usual, measured.tested, window
        ),
    )


def threads_rise(ground: Ground, said: Said) -> Outcome:
    """Test the threads in which a thing is said on day 0 against those of its days; only a rise counts.

    Who talk in one thread have heard each other: a name that stands in one long thread is one conversation.
    """
    earlier = [_on(ground, said, day).threads for day in ground.days]
    return rise(_on(ground, said, 0).threads, ground.weighed(earlier))


def accounts_rise(ground: Ground, accounts: Mapping[tuple[str, int], int]) -> Outcome:
    """Test the accounts of day 0, by (platform, day), against the days of their beat; only a rise counts."""
    now = sum(accounts.get((platform, 0), 0) for platform in ground.platforms)
    counts = [sum(accounts.get((p, day), 0) for p in ground.platforms) for day in ground.days]
    return rise(now, ground.weighed(counts))


def fall(now: int, before: list[float]) -> Outcome:
    """Test whether a count fell: that of :func:`count_against_days`, one-sided, believed as a rise is."""
    tested = count_against_days(now, before, least=LEAST, prior=DISPERSION, unsure=0.0)
    return replace(tested, p=tested.p / 2 if tested.effect < 1 else 1 - tested.p / 2)


def rise(now: int, before: list[float], unsure: float = 0.0) -> Outcome:
    """Test whether a count rose: that of :func:`count_against_days`, one-sided.

    A name's dispersion is believed as estimated (``unsure`` 0): on real days, what is gained by doubting it
    (fewer surges that no editor names) costs nearly half of those that one does.
    """
    tested = count_against_days(now, before, least=LEAST, prior=DISPERSION, unsure=unsure)
    return replace(tested, p=tested.p / 2 if tested.effect > 1 else 1 - tested.p / 2)
