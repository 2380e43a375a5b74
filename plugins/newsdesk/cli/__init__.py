"""The command line, and the only part of newsdesk that prints.

application   the program: options that commands share, exit codes, mistakes told in one message
gathering     collect: what the newsroom asks the network for
keeping       import, export, init, doctor: what the newsroom keeps
working       analyse, signals, write, check: what it does with it
correcting    correct: what was wrong in a published story
rehearsing    rehearse: the demonstration's recorded answers
terminal      the newsroom's folder, times, progress, questions, JSON

Stages are imported inside the commands that use them, so that help costs nothing.
"""

from newsdesk.cli.application import app, main

# The commands join the program when their modules are imported: here, so that help lists them in one order.
from newsdesk.cli import gathering, keeping, rehearsing, working, correcting  # isort: skip

__all__ = ["app", "correcting", "gathering", "keeping", "main", "rehearsing", "working"]
