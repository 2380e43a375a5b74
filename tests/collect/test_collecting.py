"""Collecting from a real server on loopback, well behaved and not."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsdesk import collecting
from newsdesk.archive import snapshots
from newsdesk.collect import cursors
from newsdesk.collect.answers import Limits
from newsdesk.collecting import CollectReport, SourceReport, collect
from newsdesk.config import Config, Layout, parse
from newsdesk.errors import ConfigError, LedgerError, UsageError
from newsdesk.files import write_atomic

FEEDS = Path(__file__).parent / "feeds"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
#: The same as in use, with pauses and sizes that a test can wait for.
QUICK = Limits(connect=1, read=0.6, total=1.2, attempts=2, backoff=0.01, wait=1.5, body=1 << 20, spacing=0.01)

Collector = Callable[..., CollectReport]


def settings_with(*feeds: tuple[str, str], contact: str | None = None) -> Config:
    """Return settings with those feeds, each a name and an address."""
    beats = (
        "beats: [{slug: a, name: A, group: technical, description: A beat., match: {any: [open source]}}]\n"
    )
    listed = [{"name": name, "url": url} for name, url in feeds]
    return parse(
        beats
        + "sources: "
        + json.dumps(
            {
                "contact": contact,
                "news": {"enabled": True, "every_minutes": 0, "only_about_ai": False, "feeds": listed},
            }
        )
    )


def run(layout: Layout, config: Config, **options: object) -> CollectReport:
    """Collect with short pauses, at NOW unless told otherwise."""
    return collect(layout, config, **{"now": NOW, "limits": QUICK, **options})  # type: ignore[arg-type]


def only(report: CollectReport) -> SourceReport:
    """Return the report of the one source."""
    (source,) = report.sources
    return source


def serve(server: HTTPServer, path: str, name: str, **headers: str) -> str:
    """Serve one of the stored feeds; return its address."""
    body = (FEEDS / name).read_bytes()
    server.expect_request(path).respond_with_data(body, headers=headers)
    return server.url_for(path)


def stored(layout: Layout) -> list[str]:
    """Return the ids of all saved records, with repetitions."""
    every = snapshots.manifests(layout)
    return [record.id for manifest in every for record in snapshots.read(layout, manifest)]


def files_of(layout: Layout) -> dict[str, bytes]:
    """Return everything under content/, by name."""
    return {
        path.relative_to(layout.content).as_posix(): path.read_bytes()
        for path in sorted(layout.content.rglob("*"))
        if path.is_file()
    }


def test_three_kinds_of_feed_become_three_snapshots(newsroom: Layout, httpserver: HTTPServer) -> None:
    """RSS, Atom and JSON Feed are saved, each as a snapshot with its counts, errors and cursor."""
    config = settings_with(
        ("The Example Courier", serve(httpserver, "/rss", "courier.rss", content_type="application/rss+xml")),
        ("Beispiel-Gazette", serve(httpserver, "/atom", "gazette.atom")),
        ("Example Journal", serve(httpserver, "/json", "journal.json", content_type="image/png")),
    )
    seen: list[tuple[str, int, int]] = []
    report = run(newsroom, config, progress=lambda *step: seen.append(step))
    assert [(source.source, source.new) for source in report.sources] == [
        ("news-the-example-courier", 2),
        ("news-beispiel-gazette", 2),
        ("news-example-journal", 2),
    ]
    assert sorted(step[1:] for step in seen) == [(1, 3), (2, 3), (3, 3)]
    by_source = {manifest.source: manifest for manifest in snapshots.manifests(newsroom)}
    courier = by_source["news-the-example-courier"]
    assert courier.counts == {"new": 2, "duplicates": 0, "problems": 3}
    assert any("the day before yesterday" in error for error in courier.errors)
    assert (courier.cursor_before, courier.cursor_after) == (None, "2026-03-10T14:30:00Z")
    assert cursors.read(newsroom)["news-the-example-courier"].cursor == "2026-03-10T14:30:00Z"
    assert report.sources[0].lag_seconds == (NOW - courier.published_last).total_seconds()
    assert not report.failed


def test_running_twice_adds_nothing_and_asks_for_changes_only(
    newsroom: Layout, httpserver: HTTPServer
) -> None:
    """The second run sends the validator, is told 304, and changes no file."""
    tags: list[str | None] = []

    def answer(request: Request) -> Response:
        tags.append(request.headers.get("If-None-Match"))
        if tags[-1] == '"one"':
            return Response(status=304, headers={"ETag": '"one"'})
        return Response((FEEDS / "courier.rss").read_bytes(), headers={"ETag": '"one"'})

    httpserver.expect_request("/rss").respond_with_handler(answer)
    config = settings_with(("Courier", httpserver.url_for("/rss")))
    assert only(run(newsroom, config)).new == 2
    before = files_of(newsroom)
    again = only(run(newsroom, config, now=NOW + timedelta(hours=6)))
    assert tags == [None, '"one"']
    assert (again.new, again.duplicates, again.unchanged, again.snapshots) == (0, 2, True, ())
    after = files_of(newsroom)
    changed = {name for name in after if after[name] != before.get(name)}
    assert (after.keys() - before.keys(), changed) == (set(), {"ledger/cursors.json"})
    assert cursors.read(newsroom)["news-courier"].read_at == NOW + timedelta(hours=6)


def test_a_page_without_expiry_is_always_asked_about(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A site that states no lifetime, or one of a year, can't keep its news from us for long."""
    seen: list[str] = []

    def answer(request: Request) -> Response:
        seen.append(request.path)
        headers = {"Last-Modified": "Tue, 01 Mar 2022 09:00:00 GMT", "ETag": '"x"', "Age": "0"}
        if request.path == "/lasting":
            headers["Cache-Control"] = "public, max-age=31536000"
        return Response((FEEDS / "courier.rss").read_bytes(), headers=headers)

    httpserver.expect_request("/silent").respond_with_handler(answer)
    httpserver.expect_request("/lasting").respond_with_handler(answer)
    config = settings_with(
        ("Silent", httpserver.url_for("/silent")), ("Lasting", httpserver.url_for("/lasting"))
    )
    run(newsroom, config)
    run(newsroom, config)
    assert sorted(seen) == ["/lasting", "/silent", "/silent"]


def test_a_dry_run_tells_and_saves_nothing(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A dry run counts what is new and leaves content/ as it was."""
    before = files_of(newsroom)
    config = settings_with(("Courier", serve(httpserver, "/rss", "courier.rss")))
    assert only(run(newsroom, config, dry_run=True)).new == 2
    assert files_of(newsroom) == before
    assert only(run(newsroom, config)).new == 2


def test_since_drops_what_is_older(newsroom: Layout, httpserver: HTTPServer) -> None:
    """Only what was published at that time or later is kept; the rest is counted with its reason."""
    config = settings_with(("Gazette", serve(httpserver, "/atom", "gazette.atom")))
    report = only(run(newsroom, config, since=datetime(2026, 3, 11, 9, tzinfo=UTC)))
    assert (report.new, report.dropped) == (1, {collecting.TOO_OLD: 1})


def test_the_same_article_in_two_feeds_is_kept_once(newsroom: Layout, httpserver: HTTPServer) -> None:
    """Two feeds of one site that carry the same articles add them once."""
    config = settings_with(
        ("Front", serve(httpserver, "/a", "gazette.atom")), ("Back", serve(httpserver, "/b", "gazette.atom"))
    )
    report = run(newsroom, config)
    assert report.new == 2
    assert sum(source.duplicates for source in report.sources) == 2
    assert len(stored(newsroom)) == 2


def test_we_say_who_we_are_and_keep_no_cookie(newsroom: Layout, httpserver: HTTPServer) -> None:
    """Requests carry our own name with the contact, and never a cookie that a site has set."""
    heads: list[dict[str, str]] = []

    def answer(request: Request) -> Response:
        heads.append(dict(request.headers))
        return Response((FEEDS / "gazette.atom").read_bytes(), headers={"Set-Cookie": "id=1; Path=/"})

    httpserver.expect_request("/atom").respond_with_handler(answer)
    config = settings_with(("G", httpserver.url_for("/atom")), contact="mailto:desk@paper.example")
    run(newsroom, config)
    run(newsroom, config)
    assert heads[0]["User-Agent"].startswith("newsdesk/")
    assert heads[0]["User-Agent"].endswith("(+mailto:desk@paper.example)")
    assert all("Cookie" not in head for head in heads)


def test_retry_after_is_honoured(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A site that asks for a pause gets it, and is asked once more."""
    moments: list[float] = []

    def answer(_: Request) -> Response:
        moments.append(time.monotonic())
        if len(moments) == 1:
            return Response(status=429, headers={"Retry-After": "1"})
        return Response((FEEDS / "gazette.atom").read_bytes())

    httpserver.expect_request("/atom").respond_with_handler(answer)
    assert only(run(newsroom, settings_with(("G", httpserver.url_for("/atom"))))).new == 2
    assert moments[1] - moments[0] >= 1


def test_too_long_a_pause_is_left_to_the_next_run(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A pause beyond the cap ends the fetch at once, as a temporary fault."""
    httpserver.expect_request("/atom").respond_with_data(status=503, headers={"Retry-After": "86400"})
    report = only(run(newsroom, settings_with(("G", httpserver.url_for("/atom")))))
    assert report.error == "answered 503 SERVICE UNAVAILABLE; the next run tries again"
    assert len(httpserver.log) == 1


def _drip(_: Request) -> Response:
    def slowly() -> object:
        for _ in range(30):
            yield b" "
            time.sleep(0.1)

    return Response(slowly())  # type: ignore[arg-type]


def _stall(_: Request) -> Response:
    time.sleep(1.0)
    return Response(b"late")


@cache
def _fifty_megabytes() -> bytes:
    return gzip.compress(b"\0" * (50 << 20), 1)


def _bomb(_: Request) -> Response:
    return Response(_fifty_megabytes(), headers={"Content-Encoding": "gzip"})


def _cut(_: Request) -> Response:
    def half() -> object:
        yield b"<rss><channel>"

    return Response(half(), headers={"Content-Length": "5000"})  # type: ignore[arg-type]


def _to(place: str) -> Callable[[Request], Response]:
    return lambda _: Response(status=302, headers={"Location": place})


#: How a server misbehaves, and a part of what is reported.
MISCHIEF: dict[str, tuple[Callable[[Request], Response], str]] = {
    "fails": (lambda _: Response(status=500), "answered 500"),
    "is-gone": (lambda _: Response(status=410), "answered 410 GONE; see whether"),
    "stalls": (_stall, "no answer in time"),
    "drips": (_drip, "not answered in full within 1.2 s"),
    "bombs": (_bomb, "more than 1,048,576 bytes"),
    "breaks-off": (_cut, "; the next run tries again"),
    "lies-about-gzip": (
        lambda _: Response(b"plain", headers={"Content-Encoding": "gzip"}),
        "incorrect header check",
    ),
    "sends-html": (lambda _: Response(b"<html><p>Sorry</p></html>"), "expected a feed"),
    "sends-noise-as-headers": (
        lambda _: Response(b"x", headers={"Age": "abc", "Date": "never", "Vary": "*", "ETag": "?"}),
        "expected a feed",
    ),
    "redirects-inside": (_to("http://10.0.0.1/feed"), "private address, which is refused"),
    "redirects-to-loopback": (_to("http://127.0.0.1:9/feed"), "private address, which is refused"),
    "redirects-to-disguise": (_to("http://2130706433/feed"), "private address, which is refused"),
    "redirects-to-a-file": (_to("file:///etc/passwd"), "not http(s)"),
    "redirects-nowhere": (lambda _: Response(status=302), "redirects to no address"),
    "redirects-for-ever": (_to("?again"), "more than 5 redirects"),
}


def test_one_failing_source_never_stops_another(newsroom: Layout, httpserver: HTTPServer) -> None:
    """Every misbehaviour is reported as what it is, all of them together end soon, the good feed is saved."""
    _fifty_megabytes()  # made before anybody waits for it
    feeds = [("good", serve(httpserver, "/good", "courier.rss"))]
    for name, (answer, _) in MISCHIEF.items():
        httpserver.expect_request(f"/{name}").respond_with_handler(answer)
        feeds.append((name, httpserver.url_for(f"/{name}")))
    report = run(newsroom, settings_with(*feeds))
    told = {source.title: source.error for source in report.sources}
    assert told.pop("good") is None
    assert {name: part in (told[name] or "") for name, (_, part) in MISCHIEF.items()} == dict.fromkeys(
        MISCHIEF, True
    ), told
    assert report.new == 2
    assert len(report.failed) == len(MISCHIEF)


def test_what_was_too_large_is_not_kept_in_the_cache(newsroom: Layout, httpserver: HTTPServer) -> None:
    """An oversized body is dropped in the middle and stored nowhere."""
    httpserver.expect_request("/bomb").respond_with_handler(_bomb)
    run(newsroom, settings_with(("B", httpserver.url_for("/bomb"))))
    size = sum(path.stat().st_size for path in newsroom.cache.rglob("*") if path.is_file())
    assert size < 1 << 20


def test_a_configured_name_that_resolves_inside_is_refused(newsroom: Layout) -> None:
    """Only an address written as such may be private: a name that leads inside is refused."""
    report = only(run(newsroom, settings_with(("Inside", "http://2130706433:1/feed"))))
    assert "private address, which is refused" in (report.error or "")


def test_a_run_that_dies_before_the_cursor_is_made_good(
    newsroom: Layout, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between snapshot and cursor, the next run adds nothing twice and moves the cursor."""

    class Killed(BaseException):
        pass

    def killed(*_: object) -> bool:
        raise Killed

    config = settings_with(("Courier", serve(httpserver, "/rss", "courier.rss", ETag='"1"')))
    with monkeypatch.context() as patch:
        patch.setattr(cursors, "move", killed)
        with pytest.raises(Killed):
            run(newsroom, config)
    assert cursors.read(newsroom) == {}
    assert len(stored(newsroom)) == 2
    again = only(run(newsroom, config, now=NOW + timedelta(hours=1)))
    assert (again.new, again.duplicates) == (0, 2)
    assert cursors.read(newsroom)["news-courier"].cursor == "2026-03-10T14:30:00Z"
    assert len(stored(newsroom)) == 2


def test_a_damaged_cache_is_begun_anew(newsroom: Layout, httpserver: HTTPServer) -> None:
    """The HTTP cache may be deleted or destroyed at any time."""
    write_atomic(newsroom.cache / "http" / "answers.db", b"not a database at all" * 100)
    assert only(run(newsroom, settings_with(("C", serve(httpserver, "/rss", "courier.rss"))))).new == 2


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"schema_version": "cursors/2", "cursors": {"a": 1}}', '{"cursors": {}}']
)
def test_a_damaged_file_of_cursors_stops_the_run(newsroom: Layout, text: str) -> None:
    """A cursor file that isn't ours is named and left alone."""
    write_atomic(cursors.place(newsroom), text.encode())
    with pytest.raises(LedgerError, match=r"content/ledger/cursors\.json"):
        run(newsroom, settings_with())


def test_marks_of_a_merge_are_told_as_such(newsroom: Layout) -> None:
    """Two machines that collect meet in the cursors: to delete the file would lose more than to choose."""
    write_atomic(cursors.place(newsroom), b'{"cursors": {\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n}}')
    with pytest.raises(LedgerError, match=r"marks of a merge.*either side"):
        run(newsroom, settings_with())


def test_sources_are_chosen_by_name(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A source goes by its name or its title; an unknown one is a mistake that lists those that are there."""
    config = settings_with(
        ("One Paper", serve(httpserver, "/a", "courier.rss")),
        ("Other", serve(httpserver, "/b", "gazette.atom")),
    )
    assert [source.title for source in run(newsroom, config, sources=["one paper"]).sources] == ["One Paper"]
    assert [source.title for source in run(newsroom, config, sources=["news-other"]).sources] == ["Other"]
    with pytest.raises(UsageError, match="news-one-paper, news-other"):
        run(newsroom, config, sources=["nobody"])


def test_two_feeds_of_one_name_are_a_mistake(newsroom: Layout) -> None:
    """Snapshots and cursors bear the name, so it must be the source's own."""
    config = settings_with(("A Paper", "https://a.example/"), ("a paper!", "https://b.example/"))
    with pytest.raises(ConfigError, match="news-a-paper"):
        run(newsroom, config)


def test_a_newsroom_without_sources_collects_nothing(newsroom: Layout) -> None:
    """With no source in the settings there is nothing to do, and nobody is asked."""
    assert run(newsroom, settings_with()).sources == ()
    assert not (newsroom.cache / "http").exists()
