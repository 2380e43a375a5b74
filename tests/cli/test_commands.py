"""The command line as people meet it: results, mistakes, exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_running import Run, no_traceback

from newsdesk.archive import snapshots
from newsdesk.archive.interchange import dump
from newsdesk.config import Layout
from newsdesk.records import Record

Make = Callable[..., Record]
PROGRAM = [sys.executable, "-c", "from newsdesk.cli import main; main()"]


@pytest.fixture
def posts(newsroom: Layout, record: Make) -> Path:
    """Give a file of three posts in the newsroom's folder."""
    path = newsroom.root / "posts.jsonl"
    path.write_bytes(b"".join(dump(record()) for _ in range(3)))
    return path


def test_import_and_export_through_pipes(run: Run, posts: Path) -> None:
    """A file goes in, the same lines come out, and standard output holds nothing else."""
    done = run("import", "posts.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ("3 lines read: 3 stored in 1 snapshots, 0 duplicates, 0 taken down, 0 rejected.\n")
    exported = run("export")
    assert exported.stdout == posts.read_text()
    again = run("import", "-", "--json", stdin=exported.stdout)
    assert json.loads(again.stdout)["duplicates"] == 3


def test_import_with_bad_lines_ends_with_one(run: Run, posts: Path, newsroom: Layout) -> None:
    """The good lines are stored, the bad ones named on standard error, the exit code is 1."""
    posts.write_text(posts.read_text() + '{"id": 5}\n' * 30)
    done = run("import", "posts.jsonl")
    assert done.returncode == 1
    assert "3 stored" in done.stdout
    assert "30 rejected" in done.stdout
    assert "posts.jsonl:4: id: expected a text (found 5)" in done.stderr
    assert "more problems" in done.stderr
    kept = done.stderr.rsplit(": ", 1)[1].strip()
    assert len((newsroom.root / kept).read_text().splitlines()) == 30


def test_export_to_files(run: Run, posts: Path, newsroom: Layout) -> None:
    """Both forms can be written to a file; a Parquet file needs a name."""
    run("import", "posts.jsonl")
    assert run("export", "--output", "out.jsonl").returncode == 0
    assert (newsroom.root / "out.jsonl").read_bytes() == posts.read_bytes()
    assert run("export", "--format", "parquet", "-o", "out.parquet").returncode == 0
    assert (newsroom.root / "out.parquet").read_bytes().startswith(b"PAR1")
    assert run("export", "--format", "parquet").returncode == 2


def test_export_since_a_day(run: Run, posts: Path) -> None:
    """A day without a zone is a day in UTC."""
    run("import", "posts.jsonl")
    assert run("export", "--since", "2026-03-01").stdout == posts.read_text()
    assert run("export", "--since", "2026-03-01T13:03:00Z").stdout == posts.read_text().splitlines(True)[2]
    assert run("export", "--since", "2026-03-02").stdout == ""


def test_a_reader_who_leaves_is_no_failure(newsroom: Layout, record: Make) -> None:
    """``newsdesk export | head -1`` ends quietly and well."""
    snapshots.write(newsroom, "bluesky", [record(text="long " * 200) for _ in range(500)])
    line = f"{' '.join(map(repr, PROGRAM))} export | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=newsroom.root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_an_interruption_ends_with_130(newsroom: Layout, record: Make) -> None:
    """Control-C while thousands of lines are written ends quietly, wherever it strikes."""
    snapshots.write(newsroom, "bluesky", [record(text="long " * 50) for _ in range(3000)])
    with subprocess.Popen(
        [*PROGRAM, "export"], cwd=newsroom.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1000)  # the rest fills the pipe: the program is in the midst of its work
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        said = process.stderr.read()
    assert process.returncode == 130
    assert said == b""


MISTAKES = {
    "no such command": (["nonsense"], 2, "nonsense"),
    "no such option": (["export", "--nonsense"], 2, "--nonsense"),
    "no file named": (["import"], 2, "FILE"),
    "no such file": (["import", "missing.jsonl"], 2, "missing.jsonl: can't be read"),
    "no time": (["export", "--since", "soon"], 2, "--since: expected a time"),
    "an unknown platform": (["import", "x", "--platform", "usenet"], 2, "--platform: expected one of"),
    "an unknown format": (["export", "--format", "csv"], 2, "--format"),
    "no newsroom": (["doctor", "--root", "content"], 2, "there is no newsdesk.yaml"),
    "two ways to say when": (["write", "--edition", "2026-01-01", "--since", "2026-01-01"], 2, "not both"),
    "no such source": (["collect", "usenet"], 2, "No enabled source is called usenet"),
    "a draft alone": (["check", "--draft", "x.json"], 2, "go together"),
    "a story that isn't": (["check", "no-such-story"], 1, "no such story"),
    "signals without records": (["signals"], 2, "no records yet"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_one_message(run: Run, case: str) -> None:
    """Each mistake is told on standard error with its exit code, and never as a traceback."""
    arguments, code, said = MISTAKES[case]
    done = run(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stdout == ""
    assert no_traceback(done)


def test_a_wrong_key_in_the_settings_stops_with_its_line(run: Run, newsroom: Layout) -> None:
    """A misspelt setting is named with file, line and the nearest right one; the exit code is 2."""
    text = newsroom.settings.read_text()
    newsroom.settings.write_text(text + "writers: auto\n")
    done = run("write")
    assert done.returncode == 2
    assert f"newsdesk.yaml, line {len(text.splitlines()) + 1}: 'writers' is not a setting" in done.stderr
    assert "Did you mean 'writer'" in done.stderr
    assert no_traceback(done)


def test_a_damaged_snapshot_stops_every_command(run: Run, posts: Path, newsroom: Layout) -> None:
    """What reads the archive says which file is damaged and what to do; doctor reports it as a check."""
    run("import", "posts.jsonl")
    (manifest,) = snapshots.manifests(newsroom)
    path = snapshots.path_of(newsroom, manifest)
    path.write_bytes(path.read_bytes()[:-5])
    for command in (["export"], ["import", "posts.jsonl"], ["analyse"], ["write"], ["signals"]):
        done = run(*command)
        assert done.returncode == 1, command
        assert f"content/snapshots/{manifest.file}" in done.stderr
        assert "Restore it from git" in done.stderr
        assert no_traceback(done)
    assert run("doctor").returncode == 1


def test_the_newsroom_is_found_from_below(run: Run, newsroom: Layout, tmp_path: Path) -> None:
    """A command works anywhere inside a newsroom, elsewhere with --root, else it says so."""
    assert run("export", cwd=newsroom.content).returncode == 0
    assert run("export", "--root", str(newsroom.root), cwd=tmp_path).returncode == 0
    outside = run("export", cwd=tmp_path)
    assert outside.returncode == 2
    assert "--root" in outside.stderr


def test_doctor_never_prints_the_key(run: Run, posts: Path) -> None:
    """Doctor says that a key is set, not which; in both forms each check has a status."""
    run("import", "posts.jsonl")
    plain, machine = run("doctor"), run("doctor", "--json")
    assert "ANTHROPIC_API_KEY is set" in plain.stdout
    assert "sk-secret-key" not in plain.stdout + machine.stdout
    checks = {check["name"]: check for check in json.loads(machine.stdout)}
    assert checks["snapshots"]["detail"].startswith("1 snapshots, 3 records")
    assert checks["records"]["detail"] == "real"
    assert all(check["status"] in ("ok", "warn", "fail") for check in checks.values())
    assert all(check["remedy"] for check in checks.values() if check["status"] != "ok")


def test_doctor_tells_a_broken_configuration(run: Run, newsroom: Layout) -> None:
    """A fault in the settings is a failed check, and the other checks are made all the same."""
    newsroom.settings.write_text("beats: 5\n")
    done = run("doctor", "--json")
    checks = {check["name"]: check["status"] for check in json.loads(done.stdout)}
    assert done.returncode == 1
    assert checks["configuration"] == "fail"
    assert checks["disk"] == "ok"


def test_analyse_gives_one_line_a_record(run: Run, posts: Path) -> None:
    """Records of a file are analysed without being stored; with --json each line is an object."""
    plain = run("analyse", "posts.jsonl")
    assert plain.returncode == 0
    assert [line.split("\t")[0] for line in plain.stdout.splitlines()] == [
        f"bluesky:post-{n}" for n in (1, 2, 3)
    ]
    first = json.loads(run("analyse", "posts.jsonl", "--json").stdout.splitlines()[0])
    assert {"id", "language", "sentiment", "register", "entities", "beats", "duplicate_of"} <= set(first)
    assert run("export").stdout == ""


def test_an_empty_newsroom_is_no_failure(run: Run) -> None:
    """Without records there is nothing to do, and every command that can says so calmly."""
    for command in (["export"], ["write"], ["check"], ["collect"], ["init"], ["doctor"], ["analyse"]):
        done = run(*command)
        assert done.returncode == 0, done.stderr
        assert no_traceback(done)


def test_unlikely_text_is_printed_as_text(run: Run, newsroom: Layout, record: Make) -> None:
    """Markup of the terminal's own kind in a post is neither interpreted nor a reason to fail."""
    path = newsroom.root / "odd.jsonl"
    path.write_bytes(dump(record(author="[bold]x[/bold]", text="[/nonsense] {{ 7*7 }}")))
    assert run("import", "odd.jsonl").returncode == 0
    assert "[/nonsense] {{ 7*7 }}" in run("export").stdout
