"""The corruptions that the gate is measured by: each changes something, always the same; good drafts hold."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from factories import ROOT


@pytest.fixture
def mutations(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module under test."""
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "check"))
    return importlib.import_module("benchmarks.quality.mutations")


def test_a_corruption_changes_its_part_the_same_way_each_time(mutations: ModuleType) -> None:
    """No kind gives back the part that it was given, and chance is seeded by kind and place."""
    twin = next(mutations.goods.by_hand())
    made: set[str] = set()
    for kind in mutations.KINDS:
        for path, part in mutations.iter_parts(twin.draft):
            first, second = (
                list(
                    kind.corrupt(mutations.Target(twin, path, part, mutations.Random(f"{kind.name}|{path}")))
                )
                for _ in range(2)
            )
            assert first == second
            assert [part] not in first
            made |= {kind.name for _ in first}
    assert {kind.name for kind in mutations.KINDS} - made <= {"another unit"}


def test_the_fluent_sentences_hold(mutations: ModuleType) -> None:
    """At most three in a hundred sound sentences are found fault with."""
    told = [mutations.goods.AT in mutations._errors(one) for one in mutations.goods.fluent()]
    assert sum(told) <= mutations.FALSE_ALARMS * len(told)
