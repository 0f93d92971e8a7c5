"""One file for each API. Imported by `bootstrap` alone, so nobody can go round the door."""
