"""The demonstration, built three ways below .cache/audit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit.tools import ROOT

#: An address under a path: what holds there holds at the root of a host as well.
URL: Final = "https://example.org/sub/path"
#: A language that runs from right to left.
MIRRORED: Final = "ar"


@dataclass(frozen=True)
class Built:
    """Where the builds stand: with relative links, as published at ``URL``, and in a mirrored language."""

    relative: Path
    published: Path
    mirrored: Path


def build(folder: Path) -> Built:
    """Build the site three ways below a folder; raise RuntimeError with Pelican's words where one fails."""
    built = Built(folder / "relative", folder / "published", folder / "mirrored")
    _pelican(built.relative, "pelicanconf.py")
    _pelican(built.published, "publishconf.py")
    _pelican(built.mirrored, "publishconf.py", DEFAULT_LANG=MIRRORED)
    return built


def _pelican(output: Path, settings: str, **more: str) -> None:
    asked = [sys.executable, "-m", "pelican", "content", "--output", str(output), "--settings", settings]
    asked += ["--fatal", "errors", "--quiet"]
    for name, value in more.items():
        asked += ["--extra-settings", f"{name}={json.dumps(value)}"]
    # What a person has in the environment for publishing is not meant here.
    environment = {**os.environ, "SITEURL": URL, "NEWSDESK_SITEURL": URL, "OFFLINE": "1"}
    done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Pelican failed with {settings}:\n{done.stdout}{done.stderr}")
