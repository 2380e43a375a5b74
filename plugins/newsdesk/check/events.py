"""What happened rests on a page, a paper, an article, a background note or an earlier story."""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import View
from newsdesk.stories import Finding


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each event that only posts, or nothing, bear witness to."""
    brief = view.brief
    witnesses = {page.id for page in brief.pages} | {note.id for note in brief.background}
    witnesses |= {story.id for story in brief.earlier}
    witnesses |= {record.id for record in brief.records if record.record.kind in {"article", "paper"}}
    for place in view.places:
        if (
            place.part.kind == "happened"
            and not place.is_mark
            and not witnesses & set(place.cites or place.evidence)
        ):
            cited = ", ".join(place.cites) or "nothing"
            yield finding(
                "happened-source", place.path, f"cites {cited}: a post alone is no witness of an event"
            )
