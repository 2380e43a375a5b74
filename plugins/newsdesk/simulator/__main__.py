"""Write the demonstration's snapshots: ``python -m newsdesk.simulator [FOLDER]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newsdesk.config import Layout
from newsdesk.simulator.demonstration import write


def main(arguments: list[str]) -> int:
    """Write the snapshots into the newsroom at the given folder (default: here) and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m newsdesk.simulator", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help="the newsroom's folder")
    layout = Layout(parser.parse_args(arguments).folder.resolve())
    written = write(layout)
    records = sum(manifest.records for manifest in written)
    size = sum((layout.snapshots / manifest.file).stat().st_size for manifest in written)
    sys.stdout.write(f"{len(written)} demonstration snapshots, {records} records, {size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
