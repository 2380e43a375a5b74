"""``make github``: the site as a branch of its own, pushed to a repository on this disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).parent / "ghp-import"
FILES = {"index.html": "front", "a/index.html": "1", ".well-known/security.txt": "write to us"}


def git(*arguments: str, cwd: Path) -> str:
    """Run git; return what it printed."""
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout


@dataclass(frozen=True)
class House:
    """A clone that builds nothing: its output folder is what a test puts there."""

    root: Path
    remote: Path

    def build(self, files: dict[str, str]) -> None:
        """Leave these files in the output folder, and no other."""
        shutil.rmtree(self.root / "output", ignore_errors=True)
        for name, text in files.items():
            (self.root / "output" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / "output" / name).write_text(text)

    def publish(self) -> str:
        """Run ``make github`` without its build; return what it said."""
        make = shutil.which("make")
        if make is None:
            pytest.skip("make is not installed: apt-get install make")
        surroundings = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
        command = [make, "github"]
        done = subprocess.run(
            command, cwd=self.root, env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def pushed(self) -> dict[str, str]:
        """Return the files of the branch as the remote has them."""
        names = git("ls-tree", "-r", "--name-only", "gh-pages", cwd=self.remote).splitlines()
        return {name: git("show", f"gh-pages:{name}", cwd=self.remote) for name in names}

    def history(self) -> list[str]:
        """Return the commits of the branch as the remote has them, the newest first."""
        return git("log", "--format=%H %s", "gh-pages", cwd=self.remote).splitlines()


def clone(remote: Path, folder: Path) -> House:
    """Clone a repository as a person who may push."""
    git("clone", "--quiet", str(remote), str(folder), cwd=remote.parent)
    git("config", "user.name", "t", cwd=folder)
    git("config", "user.email", "t@example.org", cwd=folder)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "ghp-import").symlink_to(PROGRAM)
    return House(folder, remote)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A clone of a bare repository that has our Makefile and no site yet."""
    seed, remote = tmp_path / "seed", tmp_path / "remote.git"
    seed.mkdir()
    git("init", "--quiet", cwd=seed)
    (seed / "Makefile").write_text((ROOT / "Makefile").read_text().replace("github: publish", "github:"))
    shutil.copy(ROOT / ".gitignore", seed / ".gitignore")
    git("add", ".", cwd=seed)
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "begin", cwd=seed)
    git("clone", "--quiet", "--bare", str(seed), str(remote), cwd=tmp_path)
    return clone(remote, tmp_path / "house")


def test_the_branch_holds_the_site_and_nothing_else(house: House) -> None:
    """All of output/ arrives, dotfiles too, with Jekyll switched off; the working branch is left alone."""
    house.build(FILES)
    house.publish()
    assert house.pushed() == {**FILES, ".nojekyll": ""}
    begun = git("rev-parse", "--short", "main", cwd=house.root).strip()
    assert [line.split(" ", 1)[1] for line in house.history()] == [f"Publish the site of {begun}"]
    assert git("status", "--short", cwd=house.root) == ""
    assert git("branch", "--show-current", cwd=house.root) == "main\n"


def test_each_change_is_a_commit_on_top_of_the_last(house: House) -> None:
    """What is gone leaves the branch, what was pushed before stays in its history."""
    house.build(FILES)
    house.publish()
    first = house.history()
    house.build({"index.html": "front", "b/index.html": "2"})
    house.publish()
    assert house.pushed() == {"index.html": "front", "b/index.html": "2", ".nojekyll": ""}
    assert house.history()[1:] == first


def test_the_same_site_is_not_pushed_again(house: House) -> None:
    """Without a change there is no commit, here or there, and make says why."""
    house.build(FILES)
    house.publish()
    before = house.history()
    assert "nothing to push" in house.publish()
    assert house.history() == before
    assert git("rev-parse", "gh-pages", cwd=house.root) == git("rev-parse", "gh-pages", cwd=house.remote)


def test_what_another_clone_pushed_is_built_upon(house: House, tmp_path: Path) -> None:
    """Two people publish in turns; neither loses the other's commit nor has to force anything."""
    house.build(FILES)
    house.publish()
    other = clone(house.remote, tmp_path / "other")
    other.build({"index.html": "from elsewhere"})
    other.publish()
    house.build({"index.html": "from here"})
    house.publish()
    assert len(house.history()) == 3
    assert house.pushed()["index.html"] == "from here"
