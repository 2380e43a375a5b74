"""Answers by hand: what wants one is laid out, what holds is taken, and a change of words loses none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from conftest import furnish
from newsdesk import rehearsal
from newsdesk.archive import exporting, snapshots
from newsdesk.config import Layout, load
from newsdesk.records import iso
from newsdesk.stories import Brief, Draft
from newsdesk.write import replies
from newsdesk.write.builtin import write

#: The demonstration's first story is of the edition before that.
UNTIL = "2026-11-06T19:00:00Z"


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The first days of the demonstration, up to its first story."""
    whole = furnish(tmp_path_factory.mktemp("whole"))
    layout = Layout(tmp_path_factory.mktemp("beginning"))
    for name in ("newsdesk.yaml", "pelicanconf.py"):
        (layout.root / name).write_bytes((whole.root / name).read_bytes())
    kept = [record for record in exporting.records(whole) if iso(record.collected_at) <= UNTIL]
    snapshots.write(layout, "demonstration", kept, demo=True)
    return layout


def _rehearse(layout: Layout, folder: Path | None = None) -> rehearsal.Rehearsal:
    return rehearsal.rehearse(layout, load(layout.root), "AIDRAN", folder)


def _answer(brief: Brief) -> dict[str, object]:
    draft = cast(Draft, write(brief))
    answer: dict[str, object] = json.loads(
        draft.model_dump_json(include={"headline", "standfirst", "paragraphs"})
    )
    return answer


def test_an_answer_is_proved_taken_and_kept_through_a_change_of_words(
    beginning: Layout, tmp_path: Path
) -> None:
    """Laid out, refused while it is false, taken once it holds, found again under whatever request."""
    (wanted,) = _rehearse(beginning).wanted
    rehearsal.lay_out(wanted, tmp_path)
    name = rehearsal.assignment_of(wanted.brief)
    assert name == "2026-11-06T1800Z-open-source-ai-orrery"
    laid_out = Brief.model_validate_json((tmp_path / f"{name}.brief.json").read_bytes())
    assert laid_out == wanted.brief
    request = (tmp_path / f"{name}.request.md").read_text(encoding="utf-8")
    assert wanted.request.body["messages"][0]["content"][1]["text"] in request

    handed_in = tmp_path / f"{name}.json"
    false = json.dumps(_answer(wanted.brief)).replace("{stat}", "4,711 posts", 1)
    for text, told in (("{}", "unreadable"), (false, "findings")):
        handed_in.write_text(text, encoding="utf-8")
        (again,) = _rehearse(beginning, tmp_path).wanted
        assert getattr(again, told)
        assert list(replies.every(beginning)) == []

    handed_in.write_text(json.dumps(_answer(wanted.brief)), encoding="utf-8")
    assert [request.key for request in _rehearse(beginning, tmp_path).taken] == [wanted.request.key]
    (stored,) = replies.every(beginning)
    assert (stored.origin, stored.assignment, stored.calls) == ("demonstration", name, ())
    assert stored.request["model"] == "demonstration"

    # As if it had been asked for in other words.
    other = stored.model_copy(update={"prompt_version": "task/0"})
    other = other.model_copy(
        update={"key": replies.key_of(other.prompt_version, other.answer_schema, other.request)}
    )
    replies.path_of(beginning, stored.key).unlink()
    replies.save(beginning, other)
    assert [request.key for request in _rehearse(beginning).taken] == [stored.key]
    assert list(replies.every(beginning)) == [stored]
    assert not beginning.versions.exists(), "only replies change"
    assert not beginning.ledger.exists()
