"""A whole edition as a batch: sent, waited for, fetched by a later run, published once."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from newsrooms import EDITION, KEY, ROOT, Newsroom, asks, versions

from newsdesk.stories import StoryVersion

sys.path.insert(0, str(ROOT / "tests" / "write"))

from batch_server import BatchServer, _message
from claude_server import serving

pytestmark = pytest.mark.slow


@dataclass
class Stories(BatchServer):
    """Every request of a batch is answered with the same story."""

    story: str = ""

    def _result(self, entry: dict[str, Any]) -> str:
        message = _message(self.story, entry["params"]["model"])
        return json.dumps(
            {"custom_id": entry["custom_id"], "result": {"type": "succeeded", "message": message}}
        )


def test_an_edition_waits_for_its_batch(unwritten: Newsroom, plain: StoryVersion, tmp_path: Path) -> None:
    """Sent once at half the price; until it is answered the edition stays due, then it is published."""
    newsroom = unwritten.copy(tmp_path / "newsroom")
    story = plain.draft.model_dump_json(include={"headline", "standfirst", "paragraphs"})
    with serving() as server:
        batches = Stories(server, datetime.now(UTC), done=False, story=story)
        asks(newsroom, server.address, batches=True)
        command = ("write", "--edition", EDITION, "--wait", "0")
        newsroom.newsdesk(*command, **KEY).plainly("waits for its batch", code=0)
        assert versions(newsroom) == []
        batches.done = True
        newsroom.newsdesk(*command, **KEY).plainly("1 stories", code=0)
        assert len(batches.created) == 1
        asked = [
            seen
            for seen in server.seen
            if seen.path.startswith("/v1/messages") and "batches" not in seen.path
        ]
        assert asked == [], "nothing was asked live"
    (version,) = versions(newsroom)
    assert version.draft.writer.name == "claude"
    assert version.provenance.cost_usd == pytest.approx((1000 * 4 + 500 * 20) / 2 / 1_000_000)
    newsroom.newsdesk("check").plainly("1 checked, 1 hold", code=0)
