"""The command line: `toonverse make`, `quote`, `serve` and the operator's commands (see `commands`)."""

import time

STARTED = time.monotonic()
"""As near to the start of the process as our own code gets: what a command took is counted from here."""


def main() -> None:
    """The program's entry."""
    from toonverse.cli.commands import main as run

    run()
