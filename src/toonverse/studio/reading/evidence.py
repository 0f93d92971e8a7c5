"""What speaks for and against each candidate for a line: named cues and how strongly each was seen."""

from collections.abc import Mapping


class Evidence:
    """Candidate -> cue -> strength; what a cue is worth is told by the weights."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, float]] = {}

    def add(self, name: str, cue: str, strength: float = 1.0) -> None:
        cues = self.found.setdefault(name, {})
        cues[cue] = cues.get(cue, 0.0) + strength

    def weigh(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Candidate -> score."""
        return {
            name: sum(weights.get(cue, 0.0) * strength for cue, strength in cues.items())
            for name, cues in self.found.items()
        }

    def known(self, name: str) -> None:
        """Makes somebody a candidate for whom nothing speaks yet."""
        self.found.setdefault(name, {})
