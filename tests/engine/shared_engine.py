"""An image engine in a process of its own, over a home that is a studio's too.

    python shared_engine.py HOME PORT [called:N | kept:N]

With a fault it kills itself as `faults/run_once.py` says.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path


def main(home: Path, port: int, fault: str) -> None:
    from faults.run_once import die_after
    from priced import priced_house
    from toonverse.bootstrap import engine_of
    from toonverse.cli.serve import listening_on, serve_on
    from toonverse.web.engine.app import create_engine_app
    from toonverse.web.layers import Doors

    if fault:
        die_after(fault)
    listening = listening_on("127.0.0.1", port)
    with priced_house(home, home / "asked.log", delay_seconds=0) as house:
        house.meter.revive()
        doors = Doors.of(house.books.engine)
        app = create_engine_app(engine_of(house), house.checks, "127.0.0.1", doors)
        asyncio.run(serve_on(listening, app))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
