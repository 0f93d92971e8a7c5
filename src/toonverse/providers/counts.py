"""Counts out of a provider's JSON: whole and not negative, or not there. Nothing is made up."""


def part(said: object, name: str) -> object:
    """A field of an object; None where either is missing."""
    return said.get(name) if isinstance(said, dict) else None


def count(said: object, name: str) -> int | None:
    """A field that is a whole number from 0 up; None for anything else."""
    value = part(said, name)
    return value if type(value) is int and value >= 0 else None
