"""`python -m bench`: every room's figures as one table. A room without its figures is an error."""

import importlib
import os
import platform
import sys

ROOMS = ("draft", "lettering", "strip", "door", "metering", "episode", "motion", "watching", "pages")


def main(rooms: list[str]) -> None:
    """Measures the named rooms, or all, and prints as it goes: a line for each figure."""
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    for room in rooms or ROOMS:
        figures = importlib.import_module(f"bench.{room}").figures()
        for name, value, unit in figures:
            print(f"{room:<10} {name:<62} {value:>10.2f} {unit}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
