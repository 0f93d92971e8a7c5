"""Counting the signs that a word names somebody, the same for both languages."""

from dataclasses import dataclass, field

from toonverse.studio.reading.document import Role


@dataclass(slots=True)
class Tally:
    """Signs seen for one name. `certain` if the word itself says so (kinship, title, given name)."""

    name: str
    first: int
    certain: bool = False
    proper: bool = False
    plural: bool = False
    roles: dict[Role, int] = field(default_factory=dict)
    speaks: int = 0
    called: int = 0
    alive: int = 0
    """Times that it does what only the living do (Korean)."""
    tags: int = 0
    """Lines close by that it is told to say (Korean)."""

    @property
    def total(self) -> int:
        return sum(self.roles.values()) + self.called

    def saw(self, role: Role, speaks: bool = False) -> None:
        self.roles[role] = self.roles.get(role, 0) + 1
        self.speaks += speaks

    def count(self, *roles: Role) -> int:
        return sum(self.roles.get(r, 0) for r in roles)


def tally_of(tallies: dict[str, Tally], name: str) -> Tally:
    if name not in tallies:
        tallies[name] = Tally(name, first=len(tallies))
    return tallies[name]
