"""What goes wrong at a user's desk: one clear message, exit code 1 or 2, nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from newsrooms import PROGRAMS, ROOT, Newsroom, environ, files, leftovers, run

pytestmark = pytest.mark.slow
MAKE_FAILED = 2  # make's own code, whatever the program's was
NOBODY = 65534
RECORD = {
    "id": "mastodon:first",
    "platform": "mastodon",
    "kind": "post",
    "author": "@one@example.org",
    "community": None,
    "url": "https://example.org/1",
    "title": None,
    "text": "A post about local models.",
    "language": "en",
    "published_at": "2026-05-01T08:00:00Z",
    "collected_at": "2026-05-01T09:00:00Z",
    "engagement": {"likes": 1, "reposts": None, "replies": None, "score": None},
    "reply_to": None,
    "links": [],
}


def _truncate(newsroom: Newsroom) -> str:
    place = sorted((newsroom.content / "snapshots").rglob("*.parquet"))[1]
    place.write_bytes(place.read_bytes()[:-9])
    return place.name


def _alter(newsroom: Newsroom) -> str:
    place = sorted((newsroom.content / "snapshots").rglob("*.parquet"))[1]
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(bytes(data))
    return place.name


def _lose_parquet(newsroom: Newsroom) -> str:
    place = sorted((newsroom.content / "snapshots").rglob("*.parquet"))[1]
    place.unlink()
    return place.with_suffix(".json").name


def _lose_manifest(newsroom: Newsroom) -> str:
    place = sorted((newsroom.content / "snapshots").rglob("*.json"))[1]
    place.unlink()
    return place.with_suffix(".parquet").name


def _garble_manifest(newsroom: Newsroom) -> str:
    place = sorted((newsroom.content / "snapshots").rglob("*.json"))[1]
    place.write_bytes(b'{"id": \xff')
    return place.name


BROKEN: dict[str, Callable[[Newsroom], str]] = {
    "a truncated snapshot": _truncate,
    "an altered snapshot": _alter,
    "a manifest without its file": _lose_parquet,
    "a file without its manifest": _lose_manifest,
    "a manifest that is none": _garble_manifest,
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_snapshot_stops_the_build_and_is_named(
    case: str, imported: Newsroom, tmp_path: Path
) -> None:
    """The file and the remedy are told, nothing is published from it, and it is left as it was found."""
    newsroom = imported.copy(tmp_path / "room")
    named = BROKEN[case](newsroom)
    before = files(newsroom.content)
    newsroom.make("html").plainly(named, "from git", code=MAKE_FAILED)
    newsroom.newsdesk("signals").plainly(named, "from git", code=1)
    assert files(newsroom.content) == before
    assert not newsroom.pages()


def test_bad_lines_are_named_and_the_good_ones_kept(empty: Newsroom) -> None:
    """Malformed lines of every kind are told by number; the exit code is 1, the good posts are stored."""
    good = json.dumps(RECORD).encode()
    other = json.dumps({**RECORD, "id": "mastodon:second", "url": "https://example.org/2"}).encode()
    bad = [b"{", b"[]", b"\xff\xfe", b'{"id": 5}', good.replace(b"https", b"javascript"), b"null"]
    (empty.root / "posts.jsonl").write_bytes(b"\n".join([good, *bad, other]))
    done = empty.newsdesk("import", "posts.jsonl")
    done.plainly("2 stored", "6 rejected", *(f"posts.jsonl:{line}: " for line in range(2, 8)), code=1)
    exported = [json.loads(line)["id"] for line in empty.newsdesk("export").out.splitlines()]
    assert exported == ["mastodon:first", "mastodon:second"]
    again = empty.newsdesk("import", "posts.jsonl", "--json")
    assert json.loads(again.out)["duplicates"] == 2


SETTINGS = {
    "a wrong key": (b"peeple:\n  named: []\n", "line {line}: 'peeple' is not a setting"),
    "a wrong value": (b"languages: 5\n", "line {line}: 'languages'"),
    "no YAML": (b"languages: [en\n: {\n", "not valid YAML"),
    "unreadable bytes": (b"# \xff\xfe\x00\n", "can't be read"),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_a_wrong_setting_stops_before_work_begins(case: str, imported: Newsroom, tmp_path: Path) -> None:
    """File and line are told by make and by the program, with 2, and nothing is written."""
    newsroom = imported.copy(tmp_path / "room")
    settings = newsroom.root / "newsdesk.yaml"
    addition, told = SETTINGS[case]
    lines = len(settings.read_bytes().splitlines())
    settings.write_bytes(settings.read_bytes() + addition)
    before = files(newsroom.root / "content")
    for done in (newsroom.make("html"), newsroom.newsdesk("write")):
        done.plainly("newsdesk.yaml", told.format(line=lines + 1), code=2)
    assert files(newsroom.content) == before
    assert not newsroom.output.exists()


@pytest.mark.parametrize("folder", ["output", ".cache", "content/stories"])
def test_a_file_in_a_folder_s_place_is_named_and_nothing_is_lost(
    folder: str, imported: Newsroom, hostile: Newsroom, tmp_path: Path
) -> None:
    """The build stops with the place; once it is put right, the next gives what an undisturbed one gives."""
    newsroom = (imported if folder.startswith("content") else hostile).copy(tmp_path / "room")
    place = newsroom.root / folder
    if place.exists():
        shutil.rmtree(place)
    place.write_text("in the way\n")
    newsroom.make("html").plainly(str(place), code=MAKE_FAILED)
    assert not leftovers(newsroom.root)
    place.unlink()
    newsroom.make("html").plainly(code=0)
    assert files(newsroom.content) == files(hostile.content)
    assert files(newsroom.output) == files(hostile.output)


def test_a_missing_content_folder_is_named(imported: Newsroom, tmp_path: Path) -> None:
    """Without content/ make says so, instead of Pelican."""
    newsroom = imported.copy(tmp_path / "room")
    shutil.rmtree(newsroom.content)
    newsroom.make("html").plainly("no folder content/", code=MAKE_FAILED)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Give a folder that every account may enter; the ones of pytest are their owner's alone."""
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("folder", ["output", "content", ".cache"])
def test_a_folder_that_is_somebody_else_s_is_named(folder: str, imported: Newsroom, reachable: Path) -> None:
    """Without the right to write, each command says where and what to check, and changes nothing."""
    newsroom = imported.copy(reachable / "room")
    shutil.rmtree(newsroom.root / ".cache")
    (newsroom.root / folder).mkdir(exist_ok=True)
    _give_away(newsroom.root, but=folder)
    before = files(newsroom.root)
    line = json.dumps(RECORD)
    (reachable / "posts.jsonl").write_text(line + "\n")
    commands = {
        "output": [[str(PROGRAMS / "pelican"), "content", "--output", "output", "--fatal", "errors"]],
        "content": [
            [str(PROGRAMS / "pelican"), "content", "--output", "output", "--fatal", "errors"],
            [str(PROGRAMS / "newsdesk"), "import", str(reachable / "posts.jsonl")],
        ],
        ".cache": [[str(PROGRAMS / "newsdesk"), "signals"]],
    }[folder]
    for command in commands:
        done = subprocess.run(
            [*_as_nobody(), *command],
            cwd=newsroom.root,
            env=environ({"HOME": str(reachable), "PYTHONDONTWRITEBYTECODE": "1"}),
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 1, said
        assert "Traceback" not in said
        assert str(newsroom.root / folder) in said
        assert "Check that the folder belongs to you" in said
    after = files(newsroom.root)
    kept = {path: data for path, data in after.items() if path.startswith(folder)}
    assert kept == {path: data for path, data in before.items() if path.startswith(folder)}
    assert not leftovers(newsroom.root)


def _as_nobody() -> list[str]:
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0 or setpriv is None:
        pytest.skip("only root can become somebody else (with setpriv of util-linux)")
    command = [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    package = ROOT / "plugins" / "newsdesk" / "__init__.py"
    looked = subprocess.run([*command, "test", "-r", str(package), "-a", "-x", str(PROGRAMS)], check=False)
    if looked.returncode:
        pytest.skip(f"{ROOT} can't be read by other accounts")
    return command


def _give_away(root: Path, *, but: str) -> None:
    """Give everything to nobody except one folder, which stays root's."""
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    for place in (root, *root.rglob("*")):
        if but not in place.relative_to(root).parts:
            os.chown(place, NOBODY, NOBODY, follow_symlinks=False)


def test_a_cache_that_was_cut_short_is_made_again(
    imported: Newsroom, hostile: Newsroom, tmp_path: Path
) -> None:
    """Truncated and emptied files in .cache/ are noticed, and cost no more than their work."""
    newsroom = imported.copy(tmp_path / "room")
    cached = sorted((newsroom.root / ".cache").rglob("*.parquet"))
    cached[0].write_bytes(cached[0].read_bytes()[:-20])
    cached[1].write_bytes(b"")
    (newsroom.root / ".cache" / "newsdesk" / "verified.json").write_bytes(b"{")
    newsroom.make("html").plainly(code=0)
    assert files(newsroom.output) == files(hostile.output)
    assert files(newsroom.content) == files(hostile.content)


def test_a_full_disk_is_told(imported: Newsroom) -> None:
    """An output that takes no more bytes is one line on standard error, and exit code 1."""
    program = PROGRAMS / "newsdesk"
    for command in ("export", "signals --json"):
        done = run(["bash", "-c", f"{program} {command} > /dev/full"], imported.root, {})
        done.plainly("No space left on device", code=1)
        assert len(done.said.splitlines()) == 1, done.said


def test_a_missing_system_package_is_named(empty: Newsroom, tmp_path: Path) -> None:
    """Where python3 lacks ensurepip, make names the Debian package and begins nothing."""
    shutil.rmtree(empty.root / ".venv")
    fake = tmp_path / "bin" / "python3"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; *) exit 0;; esac\n')
    fake.chmod(0o755)
    for target in ("html", "test"):
        done = empty.make(target, PATH=f"{fake.parent}:{os.environ['PATH']}")
        done.plainly("apt-get install python3-venv", code=MAKE_FAILED)
    assert not (empty.root / ".venv").exists()


def test_an_empty_newsroom_says_what_to_do(empty: Newsroom) -> None:
    """Make gives a site that tells the next step; each command tells it in a line, with its code."""
    empty.make("html").plainly("no records yet", code=0)
    front = empty.pages()["index.html"].decode()
    assert "newsdesk import posts.jsonl" in front
    assert "make html" in front
    assert "invented" not in front
    for command, code, told in (
        (["signals"], 2, "There are no records yet"),
        (["write"], 0, "There are no records yet"),
        (["write", "--dry-run"], 0, "There are no records yet"),
        (["analyse"], 0, "There are no records yet"),
        (["export"], 0, "There are no records yet"),
        (["check"], 0, "no published stories"),
        (["init", "--yes"], 0, "Nothing to remove"),
    ):
        done = empty.newsdesk(*command)
        done.plainly(told, code=code)
        assert len(done.said.splitlines()) == 1, done.said
    assert json.loads(empty.newsdesk("write", "--json").out) == []
    assert json.loads(empty.newsdesk("check", "--json").out) == []


def test_outside_any_newsroom_the_program_says_where_to_go(tmp_path: Path, empty: Newsroom) -> None:
    """Every command that needs a newsroom asks for one; an unknown command is told with the way to help."""
    for command in (
        ["signals"],
        ["write"],
        ["check"],
        ["export"],
        ["init", "--yes"],
        ["doctor"],
        ["collect"],
    ):
        empty.newsdesk(*command, cwd=tmp_path).plainly("No newsdesk.yaml here or above", "--root", code=2)
    empty.newsdesk("frobnicate").plainly("No such command 'frobnicate'", "--help", code=2)
