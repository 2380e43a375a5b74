"""The program: options that commands share, exit codes, mistakes told in one message.

Exit codes: 0 done, 1 did not hold, 2 usage or configuration, 130 interrupted.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from newsdesk.cli.terminal import flushed
from newsdesk.errors import NewsdeskError

app = typer.Typer(
    name="newsdesk",
    help="A newsroom for Pelican: stories about how people talk about artificial intelligence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help, the same on every terminal
)

Root = Annotated[
    Path | None,
    typer.Option("--root", metavar="DIR", help="The newsroom's folder; else searched from here upwards."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


def main() -> NoReturn:
    """Run the command line and leave with its exit code: a mistake is told in one message."""
    interrupted: list[bool] = []

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        interrupted.append(True)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    try:
        app(prog_name="newsdesk")
        code = 0
    except BrokenPipeError:
        code = 0
    except NewsdeskError as error:
        print(f"newsdesk: {error}", file=sys.stderr)
        code = error.exit_code
    except OSError as error:
        print(f"newsdesk: {error.filename or 'the output'}: {error.strerror or error}.", file=sys.stderr)
        code = 1
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    except BaseException:  # libraries in C may wrap an interruption in an error of their own
        if not interrupted:
            raise
        code = 130
    sys.exit(flushed(code))
