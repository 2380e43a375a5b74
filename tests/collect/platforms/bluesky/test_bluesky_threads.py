"""What stands around a post of Bluesky, and whether posts are still there, asked of a server on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bluesky_appview import NOW, AppView, uri, view
from werkzeug import Response

from factories import make_record
from newsdesk.collect.answers import Limits
from newsdesk.collect.http import Client
from newsdesk.collect.payload import Removal
from newsdesk.collect.platforms import bluesky
from newsdesk.collect.platforms.bluesky.threads import Threads
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Record

THREAD = Path(__file__).parents[1] / "fixtures" / "bluesky_thread.json"
QUICK = Limits(connect=1, read=0.6, total=1.2, attempts=1, backoff=0.01, wait=1.5, spacing=0.001)


Question = Callable[[Threads, Client, Task], AsyncIterator[Batch]]


def asked(
    appview: AppView,
    folder: Path,
    question: Question,
    **more: Any,
) -> list[Batch]:
    """Return what the platform says about single records."""

    async def run() -> list[Batch]:
        async with Client(folder, limits=QUICK) as client:
            return [batch async for batch in question(threads, client, Task(now=NOW))]

    settings = bluesky.Settings.model_validate({"base_url": appview.url, **more})
    threads = bluesky.surroundings(settings, {})
    return asyncio.run(run())


def post(rkey: str, name: str = "ada") -> Record:
    """Return a record that is kept of a post."""
    return make_record(1, id=f"bluesky:{uri(rkey, name)}", platform="bluesky")


def test_parents_and_the_most_liked_replies_stand_around_a_post(appview: AppView, tmp_path: Path) -> None:
    """Of the replies to it as many as the settings want are kept; never the post itself."""
    appview.threads[uri("3middle")] = json.loads(THREAD.read_bytes())
    middle = post("3middle")

    def around(threads: Threads, client: Client, task: Task) -> AsyncIterator[Batch]:
        return threads.around(client, [middle], task)

    (one,) = asked(appview, tmp_path, around, most_replies=1)
    assert [record.id.rpartition("/")[2] for record in one.records] == ["3upper", "3many"]
    assert one.as_is
    assert one.removed == (Removal(f"bluesky:{uri('3root', 'bob')}", "gone"),)
    assert appview.asked[0][1] == {"uri": [uri("3middle")], "depth": ["1"], "parentHeight": ["2"]}


def test_a_post_that_is_not_found_is_gone_and_the_next_is_asked_for(appview: AppView, tmp_path: Path) -> None:
    """NotFound is a removal; a server that fails is an error; neither stops the others."""
    appview.threads[uri("3middle")] = json.loads(THREAD.read_bytes())
    appview.faults["getPostThread"] = lambda request, _: (
        Response(status=500) if request.args["uri"].endswith("3broken") else None
    )

    def around(threads: Threads, client: Client, task: Task) -> AsyncIterator[Batch]:
        return threads.around(client, [post("3lost"), post("3broken"), post("3middle")], task)

    lost, broken, found = asked(appview, tmp_path, around)
    assert lost.removed == (Removal(f"bluesky:{uri('3lost')}", "gone"),)
    assert "answered 500" in (broken.error or "")
    assert len(found.records) == 3


def test_what_is_not_shown_any_more_is_told(appview: AppView, tmp_path: Path) -> None:
    """Missing posts are gone, taken down or withheld ones removed; 25 are asked for at once, each once."""
    kept = [view(f"p{number}", timedelta(hours=1)) for number in range(60)]
    appview.posts = kept[2:]
    kept[2]["labels"] = [{"src": "did:plc:mods", "val": "!takedown"}]
    kept[3]["author"]["labels"] = [{"src": "did:plc:ada3example", "val": "!no-unauthenticated"}]
    kept[4]["record"] = "damaged on the way"
    ours = [post(f"p{number}") for number in range(60)]
    theirs = make_record(2, id="hackernews:1", platform="hackernews")

    def there(threads: Threads, client: Client, task: Task) -> AsyncIterator[Batch]:
        return threads.still_there(client, [*ours, theirs], task)

    batches = asked(appview, tmp_path, there)
    assert [len(batch.checked) for batch in batches] == [25, 25, 10]
    assert {one for batch in batches for one in batch.checked} == {record.id for record in ours}
    assert {(one.record, one.reason) for batch in batches for one in batch.removed} == {
        (ours[0].id, "gone"),
        (ours[1].id, "gone"),
        (ours[2].id, "removed"),
        (ours[3].id, "removed"),
    }


@pytest.mark.parametrize(
    "body", ['{"did": "did:plc:x"}', '{"posts": null}', "[]", "<html>", '{"error": "Down"}']
)
def test_a_wrong_answer_takes_nothing_away(appview: AppView, tmp_path: Path, body: str) -> None:
    """Only a list of posts can say that a post is gone; anything else is an error."""
    appview.faults["getPosts"] = lambda *_: Response(body, content_type="application/json")

    def there(threads: Threads, client: Client, task: Task) -> AsyncIterator[Batch]:
        return threads.still_there(client, [post("p1")], task)

    (batch,) = asked(appview, tmp_path, there)
    assert batch.error
    assert (batch.checked, batch.removed) == ((), ())
