"""toonverse make | quote | read | serve | doctor."""


def main() -> None:
    raise SystemExit("not built yet")
