"""Real answers at their own addresses, collected by the real command."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from world.history import History
from world.newsroom import furnish
from world.replaying import recordings
from world.serving import World, served

from newsdesk.collect import registry

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

#: Whose listing was recorded, by platform: the settings that ask for it, and its file.
RECORDED = {
    "bluesky": (
        {"authors": ["chriskenny.bsky.social"], "stream": False, "queries": [], "feeds": [], "lists": []},
        "xrpc_app.bsky.feed.getAuthorFeed__a213d0b2.json",
    ),
    "reddit": ({"communities": ["askreddit"]}, "r_sub_comments__08d87312.json"),
}


def test_recorded_listings_are_saved_as_they_are_read(data_dir: Path, tmp_path: Path) -> None:
    """What stands in a real listing is in the archive, record by record, when the command has run."""
    world = World(History(1, int(time.time()) - 3600), recordings=recordings(data_dir / "api"))
    with served(world):
        newsroom = furnish(tmp_path / "newsroom", world, platforms=list(RECORDED))
        told = yaml.safe_load(newsroom.layout.settings.read_text(encoding="utf-8"))
        for name, (settings, _) in RECORDED.items():
            told["sources"][name] |= {**settings, "only_about_ai": False}
        newsroom.layout.settings.write_text(yaml.safe_dump(told), encoding="utf-8")
        done = newsroom.collect("--since", "2007-01-01")
    assert "Traceback" not in done.err
    saved = newsroom.records()
    for name, (_, file) in RECORDED.items():
        body = (data_dir / "api" / name / file).read_bytes()
        assert json.loads(body)
        listed = registry.modules()[name].read(body, name, datetime.now(UTC)).records
        assert listed, name
        for record in listed:
            shown = record.model_dump(mode="json", exclude={"collected_at"})
            assert saved.get(record.id) == shown, record.id
