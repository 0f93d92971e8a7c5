"""toonverse make | quote | read | serve | doctor | jobs | stop | resume | unknown | receipt."""

from toonverse.cli.commands import main

__all__ = ["main"]
