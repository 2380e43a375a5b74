"""The worked example of docs/sources.md: one file and one fixture make a source."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsdesk.archive import snapshots
from newsdesk.collect import platforms, registry
from newsdesk.collect.answers import Limits
from newsdesk.collecting import CollectReport, collect
from newsdesk.config import Layout, load

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
QUICK = Limits(connect=1, read=1, total=2, attempts=1, spacing=0.01)
NAME = "example_review"
SOURCE = "news-example-review"


def block(language: str) -> str:
    """Return the page's block of code in a language, from the section on adding a source."""
    section = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8").partition("## Adding a source")[2]
    (code,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return str(code)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the example's file beside the platforms; return it."""
    folder = tmp_path / "platforms"
    folder.mkdir()
    path = folder / f"{NAME}.py"
    path.write_text(block("python"), encoding="utf-8")
    monkeypatch.setattr(platforms, "__path__", [*platforms.__path__, str(folder)])
    registry.modules.cache_clear()
    yield path
    sys.modules.pop(f"{platforms.__name__}.{NAME}", None)
    registry.modules.cache_clear()


def enter(newsroom: Layout, base_url: str) -> None:
    """Write the example's settings into the newsroom's, with another address."""
    told: dict[str, Any] = yaml.safe_load(block("yaml"))
    told["sources"][NAME]["base_url"] = base_url
    told["sources"][NAME]["only_about_ai"] = False  # this newsroom has two beats only
    if "only_about_ai" not in registry.modules()[NAME].Settings.model_fields:
        del told["sources"][NAME]["only_about_ai"]
    settings = newsroom.settings.read_text(encoding="utf-8")
    newsroom.settings.write_text(f"{settings}\n{yaml.safe_dump(told)}", encoding="utf-8")


def collected(newsroom: Layout, *, now: datetime = NOW) -> CollectReport:
    """Collect from the example alone, whether it is due or not."""
    return collect(newsroom, load(newsroom.root), now=now, sources=[SOURCE], limits=QUICK)


def stored(newsroom: Layout) -> list[tuple[str, str, str | None]]:
    """Return address, time and title of every record that is saved."""
    every = snapshots.manifests(newsroom)
    records = [record for manifest in every for record in snapshots.read(newsroom, manifest)]
    return [(record.url, f"{record.published_at:%Y-%m-%dT%H:%MZ}", record.title) for record in records]


def test_the_example_is_a_source(installed: Path, newsroom: Layout, httpserver: HTTPServer) -> None:
    """Nothing but the file and the settings is needed; what can't be used is named; twice adds nothing."""
    httpserver.expect_request("/articles").respond_with_data(block("json"))
    enter(newsroom, httpserver.url_for("").rstrip("/"))
    (report,) = collected(newsroom).sources
    assert (report.new, report.error) == (2, None)
    (problem,) = report.problems
    assert (problem.place, problem.field) == ("The Example Review, article 2", "published_at")
    expected = [
        ("https://review.example/2026/layoffs", "2026-03-13T16:30Z", "After the chatbot came"),
        ("https://review.example/2026/open-weights", "2026-03-14T08:00Z", "Open weights, open questions"),
    ]
    assert stored(newsroom) == expected
    (again,) = collected(newsroom).sources
    assert (again.new, again.duplicates) == (0, 2)
    assert stored(newsroom) == expected


def test_the_example_reads_all_pages_up_to_its_cursor(
    installed: Path, newsroom: Layout, httpserver: HTTPServer
) -> None:
    """The first run reads to the end; the second stops at the page that reaches the cursor."""
    whole = json.loads(block("json"))["articles"]
    asked: list[str] = []

    def answer(request: Request) -> Response:
        page = int(request.args["page"])
        asked.append(request.args["page"])
        told = {"articles": whole[page - 1 : page], "next_page": page + 1 if page < len(whole) else None}
        return Response(json.dumps(told))

    httpserver.expect_request("/articles").respond_with_handler(answer)
    enter(newsroom, httpserver.url_for("").rstrip("/"))
    assert collected(newsroom).new == 2
    assert asked == ["1", "2", "3"]
    collected(newsroom)
    assert asked == ["1", "2", "3", "1"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<html>Sorry</html>", "found a page"),
        ("[]", "found none"),
        ('{"articles": [null, 7, {}], "next_page": 2}', "no end after 20 pages"),
    ],
)
def test_the_example_says_what_is_wrong(
    body: str, told: str, installed: Path, newsroom: Layout, httpserver: HTTPServer
) -> None:
    """A page instead of a list, JSON without one, and a list without an end are errors of the source."""
    httpserver.expect_request("/articles").respond_with_data(body)
    enter(newsroom, httpserver.url_for("").rstrip("/"))
    (report,) = collected(newsroom).sources
    assert told in (report.error or "")
    assert stored(newsroom) == []


def test_the_example_is_as_its_neighbours_are(installed: Path) -> None:
    """It keeps to the house's format, and is short."""
    ruff = [sys.executable, "-m", "ruff"]
    told = subprocess.run([*ruff, "format", "--check", "--config", ROOT / "pyproject.toml", installed])
    assert told.returncode == 0
    checks = [*ruff, "check", "--config", ROOT / "pyproject.toml", "--ignore", "D,ARG", installed]
    assert subprocess.run(checks).returncode == 0
    lines = installed.read_text(encoding="utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) <= 70
