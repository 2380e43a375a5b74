"""``newsdesk check``: what was published holds, and no word of it can be changed by hand unseen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from newsrooms import Newsroom

pytestmark = pytest.mark.slow
Change = Callable[[dict[str, Any]], None]


def _parts(version: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for paragraph in version["draft"]["paragraphs"]:
        for sentence in paragraph["sentences"]:
            yield from sentence["parts"]


def _quoted_word(version: dict[str, Any], position: int) -> None:
    part = next(part for part in _parts(version) if part["quote"])
    words = part["quote"]["text"].split()
    words[position] = "altered"
    part["quote"]["text"] = " ".join(words)


def _stored_word(version: dict[str, Any], position: int) -> None:
    record = version["brief"]["records"][position]["record"]
    record["text"] = record["text"].replace(" ", " not ", 1)


def _handle(version: dict[str, Any], position: int) -> None:
    version["brief"]["records"][position]["record"]["author"] = "@somebody.else.example"


def _speaker(version: dict[str, Any], position: int) -> None:
    version["brief"]["records"][position]["speaker"]["text"] = "a senator"


def _number(version: dict[str, Any], position: int) -> None:
    forms = version["brief"]["statistics"][position]["forms"]
    name = sorted(forms)[0]
    forms[name] = re.sub(r"\d+", "977", forms[name]) + ("" if re.search(r"\d", forms[name]) else " 977")


def _printed_number(version: dict[str, Any], position: int) -> None:
    field = ("headline", "standfirst")[position % 2]
    changed = re.sub(r"\d+", "977", version[field], count=1)
    version[field] = changed if changed != version[field] else changed + " 977"


def _figure(version: dict[str, Any], _position: int) -> None:
    version["figures"]["reading_share"] += 0.01


def _reference(version: dict[str, Any], position: int) -> None:
    part = [part for part in _parts(version) if part["cites"]][position]
    part["cites"] = ["r1" if part["cites"][0] != "r1" else "r2", *part["cites"][1:]]


def _permalink(version: dict[str, Any], position: int) -> None:
    version["brief"]["records"][position]["record"]["url"] = "https://elsewhere.example/1"


CHANGES: dict[str, Callable[[dict[str, Any], int], None]] = {
    "quoted word": _quoted_word,
    "stored word": _stored_word,
    "handle": _handle,
    "speaker": _speaker,
    "number": _number,
    "printed number": _printed_number,
    "figure": _figure,
    "reference": _reference,
    "permalink": _permalink,
}


def test_every_published_version_holds(demonstration: Newsroom) -> None:
    """``newsdesk check`` and ``make check`` end with 0, and every version of every story was looked at."""
    versions = list((demonstration.content / "versions").rglob("v*.json"))
    done = demonstration.newsdesk("check", "--json")
    done.plainly(f"{len(versions)} checked, {len(versions)} hold, 0 do not.", code=0)
    found = json.loads(done.out)
    assert not [f for story in found for f in story["findings"] if f["severity"] == "error"]
    demonstration.make("check").plainly(f"{len(versions)} hold", code=0)


def test_a_change_to_a_copy_of_a_version_file_is_seen(demonstration: Newsroom, tmp_path: Path) -> None:
    """Every changed quotation, handle, number or reference makes the command end with 1 and is named."""
    versions = sorted((demonstration.content / "versions").rglob("v1.json"))
    copies = []
    for name, change in CHANGES.items():
        for position, place in enumerate(versions[:3]):
            version = json.loads(place.read_bytes())
            before = json.dumps(version)
            change(version, position)
            assert json.dumps(version) != before, (name, place)
            copy = tmp_path / f"{name.replace(' ', '-')}-{position}" / "v1.json"
            copy.parent.mkdir()
            copy.write_text(json.dumps(version, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            copies.append(str(copy))
    done = demonstration.newsdesk("check", "--json", *copies)
    done.plainly(f"{len(copies)} checked, 0 hold, {len(copies)} do not.", code=1)
    for story in json.loads(done.out):
        codes = {finding["code"] for finding in story["findings"] if finding["severity"] == "error"}
        assert codes & {"version-digest", "brief-digest"}, story["story"]
    for copy in (copies[0], copies[-1]):
        demonstration.newsdesk("check", copy).plainly(copy, "version-digest", code=1)


def test_an_unchanged_copy_holds(demonstration: Newsroom, tmp_path: Path) -> None:
    """It is the change that is seen, not that the file lies elsewhere."""
    original = next((demonstration.content / "versions").rglob("v1.json"))
    copy = tmp_path / "v1.json"
    copy.write_bytes(original.read_bytes())
    demonstration.newsdesk("check", str(copy)).plainly("1 checked, 1 hold", code=0)


def test_any_word_of_the_markdown_is_guarded(demonstration: Newsroom, tmp_path: Path) -> None:
    """A changed word anywhere in an article (head, text, disclosure, sources) fails it; others still hold."""
    newsroom = demonstration.copy(tmp_path / "room")
    articles = sorted((newsroom.content / "stories").rglob("*.md"))
    changed = articles[:8]
    for position, article in enumerate(changed):
        words = re.split(r"(\s+)", article.read_text(encoding="utf-8").rstrip("\n"))
        place = position * (len(words) - 1) // (len(changed) - 1) // 2 * 2
        words[place] += "s"
        article.write_text("".join(words) + "\n", encoding="utf-8")
    done = newsroom.newsdesk("check", "--json")
    done.plainly(f"{len(changed)} do not.", code=1)
    failed = {
        Path(story["story"]).parent.name
        for story in json.loads(done.out)
        if any(finding["code"] == "article-bytes" for finding in story["findings"])
    }
    assert failed == {article.stem for article in changed}
    built = newsroom.make("html")
    built.plainly("not published", code=0)
    for article in changed:
        assert f"{article.stem}.md: is not what" in " ".join(built.said.split())
        assert not list(newsroom.output.rglob(f"{article.stem}/index.html"))
