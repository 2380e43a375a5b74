"""The story so far: the versions of a running story, why each was written, and what changed in numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses
from newsdesk.site.parts.why_now import statistics
from newsdesk.site.parts.why_now_charts import value
from newsdesk.stories import StoryVersion

TOLD: Final = 6  # versions that are told in full; older ones are links
_CHANGES: Final = 3
_MOODS: Final = ("negative.now", "positive.now")
#: What is compared between versions: counts of posts first, then the moods.
_COMPARED: Final = re.compile(r"(volume|entity\.[^.]+|phrase\.[^.]+|negative|positive)\.now")


def address(version: StoryVersion | Abstract) -> str:
    """Return where an earlier version stands: ``/YYYY/MM/slug/v1/``."""
    return f"{version.address}v{version.version}/"


def so_far(
    versions: Sequence[StoryVersion],
    shown: int,
    reasons: Mapping[datetime, str],
    addresses: Addresses,
) -> list[dict[str, Any]]:
    """Return the versions, newest first; none for a story with one version.

    ``versions`` are in order, the last one current; ``shown`` is the number of the version on this page.
    ``reasons`` are why the editions updated the story, by their times.
    """
    if len(versions) < 2:
        return []
    before: dict[int, StoryVersion] = {later.version: earlier for earlier, later in pairwise(versions)}
    current = versions[-1]
    entries = []
    for place, version in enumerate(reversed(versions)):
        earlier = before.get(version.version)
        told = place < TOLD
        entries.append(
            {
                "version": version.version,
                "time": printed.stamp(version.modified_at, precise=True),
                "href": addresses.link(version.address if version is current else address(version)),
                "here": version.version == shown,
                "headline": printed.curled(version.headline)
                if told and _renamed(version, versions)
                else None,
                "reason": _reason(version, reasons) if told else None,
                "changes": _changes(earlier, version) if told and earlier else [],
            }
        )
    return entries


def _renamed(version: StoryVersion, versions: Sequence[StoryVersion]) -> bool:
    """Whether a version had another headline than the current one."""
    return version.headline != versions[-1].headline


def _reason(version: StoryVersion, reasons: Mapping[datetime, str]) -> str | None:
    """Return what the edition wrote down; a first version has its own reason."""
    return reasons.get(version.modified_at) or (version.brief.why if version.version == 1 else None)


def _changes(earlier: StoryVersion, later: StoryVersion) -> list[dict[str, str]]:
    """Return the counts and moods that both versions have, where the printed number changed."""
    old, new = statistics(earlier.brief), statistics(later.brief)
    both = [name for name in new if name in old and _COMPARED.fullmatch(name)]
    told = [
        {"label": new[name].label, "then": then, "now": now}
        for name in sorted(both, key=lambda name: (name != "volume.now", name in _MOODS))
        if (then := value(old[name])) != (now := value(new[name]))
    ]
    return told[:_CHANGES]
