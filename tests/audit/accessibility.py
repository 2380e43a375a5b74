"""axe-core in the page: WCAG 2.2 AA and best practice, light and dark, on phone, tablet and desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from audit import looking
from audit.chromium import Watched
from audit.tools import AXE

WIDTHS: Final = (390, 820, 1440)
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Files of the page are not asked for again: our policy forbids it, and none of these rules needs it.
_RUN: Final = """async (tags) => {
  const only = {type: "tag", values: tags};
  const {violations} = await axe.run({runOnly: only, preload: false, resultTypes: ["violations"]});
  return violations.map(({id, help, nodes: [first, ...more]}) =>
    [id, help, 1 + more.length, first.target.flat().join(" "), first.any?.[0]?.message ?? ""]);
}"""


def faults(browser: Any, origin: str, path: str, scheme: str) -> Iterator[str]:
    """Yield every rule that a page breaks, with the widths and the first element that does."""
    watched = Watched(browser, origin, color_scheme=scheme, bypass_csp=True)
    broken: dict[str, list[int]] = {}
    for width in WIDTHS:
        page = watched.go(path, width)
        page.add_script_tag(path=AXE)
        for rule, help_, nodes, target, why in page.evaluate(_RUN, list(TAGS)):
            broken.setdefault(f"{rule}: {help_}: {target} ({nodes} in all) {why}".strip(), []).append(width)
    for told, widths in broken.items():
        yield f"{scheme}, {looking.at(widths)}: {told}"
    watched.close()
