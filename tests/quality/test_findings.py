"""How detection is judged against planted truth: found, told, explained, false, caused."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from factories import ROOT
from newsdesk.records import Evidence, Signal, Window
from newsdesk.reports import Candidate, EditionReport
from newsdesk.simulator.planting import Plant

NOW = datetime(2026, 10, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
SURGE = Plant("surge", "entity_surge", "design", ("ai-bias",), NOW, "orrery")

PHRASE = Plant("p", "phrase_trending", "design", ("ai-bias",), NOW, "paper colleague")


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module under test."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.quality.worlds.findings")


def signal(
    kind: str, subject: str | None = None, *, beat: str = "ai-bias", on: tuple[str, ...] = ()
) -> Signal:
    """Return a signal that rests on those records."""
    data: dict[str, Any] = {
        "id": f"{kind}-{beat}-{subject}",
        "kind": kind,
        "beat": beat,
        "subject": subject,
        "subject_name": subject,
        "window": Window(start=NOW, end=NOW + 24 * HOUR),
        "baseline": Window(start=NOW - 240 * HOUR, end=NOW),
        "baseline_days": 10,
        "test": "t",
        "statistics": (),
        "effect": 1.0,
        "effect_unit": "times",
        "effect_interval": (1.0, 2.0),
        "p": 0.01,
        "severity": "low",
        "why": "w",
        "evidence": tuple(Evidence(record=id, weight=0.1) for id in on),
        "evidence_total": len(on),
    }
    return Signal(**data)


def edition(hours: int, *signals: Signal, told: tuple[Signal, ...] = (), **changes: Any) -> EditionReport:
    """Return an edition so many hours after the event began, with one story on the told signals, if any."""
    fields = {"kind": "beat", "lead_record": None, "fate": "story"} | changes
    candidate = Candidate(
        beat="ai-bias",
        subject=None,
        signals=tuple(s.id for s in told),
        score=1.0,
        voices=9,
        platforms=(),
        reason="r",
        story="s",
        **fields,
    )
    return EditionReport(
        as_of=NOW + hours * HOUR,
        demo=False,
        records=1,
        signals=signals,
        candidates=(candidate,) if told or changes else (),
        stories=(),
        tool="t",
    )


def test_an_event_is_found_in_its_window_and_the_day_after(findings: ModuleType) -> None:
    """A signal of its kind, beat and subject finds it until a day after its end, and no longer."""
    mine = signal("entity_surge", "orrery")
    assert findings.found(SURGE, {}, [edition(48, mine)]).signalled
    assert not findings.found(SURGE, {}, [edition(54, mine)]).signalled
    assert not findings.found(SURGE, {}, [edition(0, mine)]).signalled
    others = [signal("entity_surge", "corvid"), signal("volume_anomaly")]
    others.append(signal("entity_surge", "orrery", beat="ai-safety"))
    assert not findings.found(SURGE, {}, [edition(12, *others)]).signalled


def test_an_event_is_told_by_a_story_that_rests_on_its_signal(findings: ModuleType) -> None:
    """A story on another signal, or a declined candidate, doesn't tell it."""
    mine, other = signal("entity_surge", "orrery"), signal("volume_anomaly")
    assert findings.found(SURGE, {}, [edition(12, mine, other, told=(mine, other))]).told
    assert not findings.found(SURGE, {}, [edition(12, mine, other, told=(other,))]).told
    assert not findings.found(SURGE, {}, [edition(12, mine, told=(mine,), fate="declined")]).told


@pytest.mark.parametrize(
    ("plant", "subject", "belongs"),
    [
        (
            PHRASE,
            "paper colleague",
            True,
        ),
        (
            PHRASE,
            "a paper colleague",
            True,
        ),
        (
            PHRASE,
            "hospital desk",
            False,
        ),
        (Plant("p", "cross_beat", "design", ("ai-bias", "ai-safety"), NOW, "orrery"), "entity=orrery", True),
        (Plant("p", "cross_beat", "design", ("ai-bias", "ai-safety"), NOW, "orrery"), "entity=corvid", False),
        (Plant("p", "register_shift", "design", ("ai-bias",), NOW, label="angry"), "angry", True),
        (Plant("p", "register_shift", "design", ("ai-bias",), NOW, label="angry"), "amused", False),
        (Plant("p", "novelty", "design", ("ai-bias",), NOW, "Pellwright"), None, True),
        (
            Plant("p", "platform_divergence", "design", ("ai-bias",), NOW, gap=("reddit", "bluesky")),
            "bluesky|reddit",
            True,
        ),
    ],
)
def test_a_signal_belongs_by_its_subject(
    findings: ModuleType, plant: Plant, subject: str | None, belongs: bool
) -> None:
    """Pairs have no order, a phrase may be told with a word more, and another subject is another matter."""
    assert findings.belongs(signal(plant.kind, subject), plant) is belongs


def test_a_signal_is_explained_by_the_posts_that_make_its_evidence(findings: ModuleType) -> None:
    """It takes a third of its evidence, and a kind that such an event really causes; else it is false."""
    planted = {"a": "surge", "b": "surge"}
    cases = {
        "explained": signal("phrase_trending", "x", on=("a", "b", "c", "d", "e", "f")),
        "false": signal("phrase_trending", "y", on=("a", "c", "d", "e")),
        "planted": signal("entity_surge", "orrery"),
    }
    no_cause = signal("sentiment_shift", on=("a", "b"))
    judged = findings.judged([SURGE], planted, [edition(6, *cases.values(), no_cause)])
    verdicts = {item.what.split(" at ")[0]: item.verdict for item in judged}
    for verdict, made in cases.items():
        assert verdicts[f"{made.kind}/ai-bias/{made.subject}"] == verdict
    assert verdicts["sentiment_shift/ai-bias/"] == "false"


def test_an_event_of_several_editions_is_judged_once_by_its_best(findings: ModuleType) -> None:
    """What is explained in one edition isn't false because the next one holds less of the evidence."""
    planted = {"a": "surge"}
    first, later = (signal("phrase_trending", "x", on=on) for on in (("a",), ("c",)))
    judged = findings.judged([SURGE], planted, [edition(6, first), edition(12, later)])
    assert [item.verdict for item in judged] == ["explained"]


def test_a_fault_caused_what_the_unbroken_run_does_not_tell(findings: ModuleType) -> None:
    """A story that stands in the unbroken run as well, then or later, is not the fault's."""
    usual, new = signal("volume_anomaly"), signal("entity_surge", "orrery")
    quiet = [edition(6, usual, told=(usual,))]
    assert findings.caused([edition(12, usual, told=(usual,))], quiet) == {}
    caused = findings.caused([edition(12, usual, new, told=(new,))], quiet)
    assert list(caused.values()) == [frozenset({("entity_surge", "ai-bias", "orrery")})]


def test_a_dispatch_tells_a_carried_post(findings: ModuleType) -> None:
    """A carried post has no signal: the dispatch on its beat is what finds and tells it."""
    carried = Plant("c", "carried", "design", ("ai-bias",), NOW)
    planted = {"reddit:1": "c"}
    for record, is_mine in (("reddit:1", True), ("reddit:2", False)):
        dispatch = [edition(12, kind="dispatch", lead_record=record)]
        found = findings.found(carried, planted, dispatch)
        assert (found.signalled, found.told) == (is_mine, is_mine)
        (judged,) = findings.judged([carried], planted, dispatch)
        assert judged.verdict == ("planted" if is_mine else "false")
