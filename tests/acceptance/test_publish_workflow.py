"""The workflow that publishes, run: its steps in a fresh clone, its site served as GitHub Pages serves it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pages_host
import pytest
from newsrooms import ROOT, Done, Newsroom, set_up

from audit.serving import served

pytestmark = pytest.mark.slow
PROJECT = "/newsroom"
#: What belongs to the demonstration, and what a newsroom has in its place.
CONTENT = ("content/snapshots", "content/replies", "content/ledger", "content/.gitignore")


def git(*arguments: str, cwd: Path) -> str:
    """Run git as somebody; return what it printed."""
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    command = ["git", *identity, "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout


def repository(folder: Path, newsroom: Newsroom) -> Path:
    """Make what a fork is on GitHub, a bare repository: this one's files, but the newsroom's records."""
    tree, bare = folder / "tree", folder / "origin.git"
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).split("\0")
    for name in listed:
        if name and not name.startswith(CONTENT) and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    shutil.copytree(newsroom.content, tree / "content", dirs_exist_ok=True)
    shutil.copy(newsroom.root / "newsdesk.yaml", tree / "newsdesk.yaml")  # no source is on
    git("init", "--quiet", cwd=tree)
    git("add", "--all", cwd=tree)
    git("commit", "--quiet", "--message", "begin", cwd=tree)
    git("clone", "--quiet", "--bare", str(tree), str(bare), cwd=folder)
    return bare


@dataclass(frozen=True)
class Run:
    """One run of the workflow's build: the repository, what each step said, and the site that is served."""

    bare: Path
    said: dict[str, Done]
    address: str

    def get(self, target: str) -> tuple[int, bytes]:
        """Ask the site for an address below it; return the answer's status and its bytes."""
        try:
            with urllib.request.urlopen(urljoin(self.address + "/", target), timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def page(self, target: str) -> Element:
        """Return a page of the site as a browser reads it."""
        status, data = self.get(target)
        assert status == 200, target
        root = html5lib.parse(data, namespaceHTMLElements=False)
        assert isinstance(root, Element)
        return root

    def pushed(self) -> list[str]:
        """Return the titles of the repository's commits, the newest first."""
        return git("log", "--format=%s", "main", cwd=self.bare).splitlines()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, unwritten: Newsroom) -> Iterator[Run]:
    """The workflow's build, run in a fresh clone of a fork, and its artifact, unpacked and served."""
    folder = tmp_path_factory.mktemp("fork")
    bare, clone, site = repository(folder, unwritten), folder / "clone", folder / "site"
    git("clone", "--quiet", str(bare), str(clone), cwd=folder)
    set_up(clone)
    shutil.copytree(unwritten.root / ".cache", clone / ".cache")  # as actions/cache would
    job = pages_host.job(clone / ".github/workflows/publish.yml", "build")
    steps = pages_host.steps(job)
    with served(site, PROJECT) as address:
        values = {"github.token": "nobody's", "steps.pages.outputs.base_url": address}
        runner = pages_host.Runner(clone, folder / "home", values)
        said: dict[str, Done] = {}
        for name, step in steps.items():
            if name == "Keep":
                somebody_pushes(bare, folder / "other")
            said[name] = runner.run(job, step)
            assert said[name].code == 0, (name, said[name].said)
        said["Keep again"] = runner.run(job, steps["Keep"])
        deploy(job, clone, site)
        yield Run(bare, said, address)


def somebody_pushes(bare: Path, clone: Path) -> None:
    """Change the repository while the newsroom works."""
    git("clone", "--quiet", str(bare), str(clone), cwd=bare.parent)
    (clone / "README.md").write_text("changed in the meantime\n")
    git("commit", "--quiet", "--all", "--message", "meanwhile", cwd=clone)
    git("push", "--quiet", "origin", "HEAD:main", cwd=clone)


def deploy(job: pages_host.Job, clone: Path, site: Path) -> None:
    """Pack what the job uploads, as it asks for it, and unpack it where it is served."""
    (upload,) = (step for step in job["steps"] if "upload-pages-artifact" in step.get("uses", ""))
    (clone / "output/.well-known").mkdir(exist_ok=True)
    (clone / "output/.well-known/probe.txt").write_text("here")
    artifact = site.with_name("artifact.tar")
    asked = upload["with"]
    pages_host.pack(clone / asked["path"], artifact, hidden=asked["include-hidden-files"])
    with tarfile.open(artifact) as tar:
        tar.extractall(site, filter="data")


def test_what_was_made_is_kept_and_pushed_once(run: Run) -> None:
    """Stories, versions and ledger are committed on top of what others pushed; a second time nothing is."""
    pushed = run.pushed()
    assert [title.partition(":")[0] for title in pushed] == ["Newsroom", "meanwhile", "begin"]
    changed = git("show", "--name-only", "--format=", "main", cwd=run.bare).split()
    assert {"/".join(name.split("/")[:2]) for name in changed} == {
        "content/ledger",
        "content/stories",
        "content/versions",
    }
    run.said["Keep again"].plainly("Nothing new to keep.", code=0)


def test_a_second_run_finds_everything_done(run: Run, tmp_path: Path) -> None:
    """Cloned anew, the newsroom has nothing to write, and its stories hold."""
    git("clone", "--quiet", str(run.bare), str(tmp_path / "again"), cwd=tmp_path)
    again = Newsroom(tmp_path / "again")
    again.newsdesk("write").plainly("No edition was due", code=0)
    again.newsdesk("check").plainly(" 0 do not.", code=0)


def test_the_token_is_told_to_git_alone(run: Run) -> None:
    """Neither the clone's settings nor anything that was said holds the token."""
    settings = (run.bare.parent / "clone/.git/config").read_text()
    assert "extraheader" not in settings
    assert not [name for name, done in run.said.items() if "nobody's" in done.said]


def test_the_site_is_served_under_the_projects_path(run: Run) -> None:
    """The front page, its sheet, every story on it and the feed are found, and name their full addresses."""
    front = run.page("")
    sheet = next(link.get("href") for link in front.iter("link") if link.get("rel") == "stylesheet")
    assert run.get(str(sheet))[0] == 200
    stories = {str(a.get("href")) for h2 in front.iter("h2") for a in h2.iter("a")}
    stories = {link for link in stories if re.fullmatch(rf"{PROJECT}/\d{{4}}/\d{{2}}/[a-z0-9-]+/", link)}
    assert stories
    for story in stories:
        page = run.page(story)
        canonical = next(link.get("href") for link in page.iter("link") if link.get("rel") == "canonical")
        assert canonical == urljoin(run.address, story)
        assert list(page.iter("h1"))
    feed = feedparser.parse(run.get("feeds/atom.xml")[1])
    assert not feed.bozo
    assert {entry.link for entry in feed.entries} >= {urljoin(run.address, story) for story in stories}


def test_dotfiles_and_the_page_for_what_isn_t_found_are_served(run: Run) -> None:
    """Files below .well-known arrive; an address that leads nowhere gets our page, whose links hold."""
    assert run.get(".well-known/probe.txt") == (200, b"here")
    status, data = run.get("2026/03/no-such-story/")
    assert status == 404
    root = html5lib.parse(data, namespaceHTMLElements=False)
    assert "There is no page at this address" in "".join(root.itertext())
    home = next(a.get("href") for a in root.iter("a") if a.get("rel") == "home")
    assert run.get(str(home)) == run.get("")
    assert run.get("/index.html")[0] == 404  # the host's root is another site
