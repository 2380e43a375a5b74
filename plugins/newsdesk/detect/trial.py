"""One hypothesis that was tested, before the adjustment over the edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.detect.coordination import Campaign
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import Outcome, widened
from newsdesk.detect.values import Voice
from newsdesk.records import Evidence, Severity, Signal, SignalKind, Statistic, digest, iso

#: How many evidence records a signal lists; the rest is counted.
LISTED = 100


@dataclass(frozen=True)
class Trial:
    """A test with everything that a signal says, if the test holds after adjustment.

    ``enough`` is whether evidence and effect reach the kind's minimum; a trial without it still counts in
    the adjustment. ``caused_by`` picks the voices that are the signal's evidence, from the beat and those it
    is on ``also``. ``thin`` is why too little stands behind it for a story of its own, if it does.
    ``severities`` are the effects (in the effect's unit) from which the change is medium and high.
    """

    kind: SignalKind
    beat: str
    subject: str | None
    subject_name: str | None
    days: list[int]
    test: str
    tested: Outcome
    effect_unit: str
    enough: bool
    severities: tuple[float, float]
    statistics: tuple[Statistic, ...]
    why: str
    caused_by: Callable[[Voice], bool]
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    thin: str = ""

    @property
    def on(self) -> tuple[str, ...]:
        """The beats whose voices may be its evidence."""
        return (self.beat, *self.also)

    def voices(self, by_beat: Mapping[str, Sequence[Voice]]) -> tuple[Voice, ...]:
        """Return the voices that caused it, each once."""
        found = {v.id: v for beat in reversed(self.on) for v in by_beat.get(beat, ()) if self.caused_by(v)}
        return tuple(found.values())

    def severity(self) -> Severity:
        """Grade the effect."""
        effect = abs(self.tested.effect)
        if self.effect_unit == "times" and effect < 1:
            effect = 1 / max(effect, 0.01)
        medium, high = self.severities
        return "high" if effect >= high else "medium" if effect >= medium else "low"

    def signal(
        self,
        panel: Panel,
        adjusted: float,
        voices: Sequence[Voice],
        campaigns: Sequence[tuple[Campaign, Sequence[Voice]]] = (),
        widening: float = 1.0,
    ) -> Signal:
        """Make the signal, with the voices that caused it as evidence of equal weight.

        ``widening`` is what selection does to the intervals of its changes and of its shares now
        (:func:`newsdesk.detect.statistics.selection_widening`).

        ``campaigns`` are those of its beats with the voices that they were given; told are those of which a
        voice would have been evidence.
        """
        evidence = sorted(voices, key=lambda voice: (-(voice.reach or 0.0), voice.published_at, voice.id))
        told = {c: None for c, members in campaigns if any(self.caused_by(voice) for voice in members)}
        weight = round(1 / len(evidence), 6) if evidence else 0.0
        tested = self.tested.widened(widening, log=self.effect_unit == "times")
        identity = [self.kind, self.beat, self.subject, iso(panel.as_of)]
        return Signal(
            id=digest(identity)[:16],
            kind=self.kind,
            beat=self.beat,
            subject=self.subject,
            subject_name=self.subject_name,
            window=panel.window,
            baseline=panel.baseline(self.days),
            baseline_days=len(self.days),
            test=self.test,
            statistics=tuple(for_selection(statistic, widening) for statistic in self.statistics),
            effect=round(self.tested.effect, 4),
            effect_unit=self.effect_unit,
            effect_interval=(round(tested.low, 4), round(tested.high, 4)),
            p=float(f"{adjusted:.3g}"),
            severity=self.severity(),
            why=self.why,
            evidence=tuple(Evidence(record=voice.id, weight=weight) for voice in evidence[:LISTED]),
            evidence_total=len(evidence),
            coordinated=len({id for campaign in told for id in campaign.ids}),
            notes=(*self.notes, *map(str, told)),
        )


def for_selection(statistic: Statistic, times: float) -> Statistic:
    """Widen the interval of what is told because it is striking; a usual share was not selected."""
    if statistic.interval is None or statistic.role not in ("share", "ratio", "change") or times == 1.0:
        return statistic
    low, high = widened(
        *statistic.interval, effect=statistic.value, times=times, log=statistic.role == "ratio"
    )
    if statistic.role == "share":
        low, high = max(low, 0.0), min(high, 1.0)
    return statistic.model_copy(update={"interval": (round(low, 4), round(high, 4))})
