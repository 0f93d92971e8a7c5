"""Single shots of a script, directed between others that stay as they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from toonverse.domain.look import Look
from toonverse.domain.script import Script
from toonverse.domain.story import Style
from toonverse.domain.storyboard import CastMember, Shot
from toonverse.studio.directing.blocking import block
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.bystanders import bystanders
from toonverse.studio.directing.continuity import Continuity, with_changes
from toonverse.studio.directing.director import as_directed, last_told, row_of
from toonverse.studio.directing.framing import Neighbour
from toonverse.studio.directing.holders import with_holders
from toonverse.studio.directing.looks import cast
from toonverse.studio.directing.prompts import with_prompts
from toonverse.studio.directing.shooting import Shoot
from toonverse.studio.directing.states import states, swords, with_states


class Reel:
    """Goes through the storyboard of a script once, from its first shot to its last."""

    def __init__(self, script: Script) -> None:
        self.script = as_directed(script)
        self.row = row_of(self.script)
        self._shoot = Shoot(self.script, self.row, block(self.script, self.row))
        self._continuity = Continuity(self.script, self.row, cast(self.script))
        self._states, self._blades = states(self.row), swords(self.row, self.script.era)

    def pass_by(self, shot: Shot, until: int) -> None:
        """A shot that stays, which tells up to that unit (-1: none): what follows remembers it."""
        shoot, stage = self._shoot, self._shoot.stage
        stage.enter(shot.scene)
        if until >= 0:
            start = max(shoot.told, next((u.index for u in self.row if u.scene == shot.scene), 0))
            stage.catch_up(start, until + 1)
            shoot.told = max(shoot.told, until + 1)
        for figure in sorted(shot.figures, key=lambda figure: figure.x):
            stage.sides.setdefault(figure.character, len(stage.sides))
        here = [one.character for one in shot.figures if one.character in stage.by_name()]
        stage.last = here or stage.last
        stage.talked += [line.speaker for line in shot.lines if line.speaker in here]
        if shot.size == "insert" and shot.props:
            shoot.closeups.shown[shot.props[0].split()[-1]] = shot.number
        shoot.recent.append(Neighbour(shot.size, shot.angle, len(shot.figures)))

    def direct(self, plan: Plan, before: Shot | None) -> Shot:
        """The shot of a plan, after that one; without a prompt yet."""
        shot = with_changes(self._shoot.shot([plan], before), self._continuity, last_told(plan))
        return with_states(shot, self._states[min(last_told(plan), len(self._states) - 1)], self._blades)

    def members(self, seen: Collection[str]) -> tuple[CastMember, ...]:
        """Who of `seen` is in the script, and looks for those who are not, as the story begins."""
        members = self._continuity.cast()
        return tuple(m for m in (*members, *bystanders(self.script, seen, members)) if m.name in seen)

    def prompted(self, shots: Sequence[Shot], looks: Mapping[str, Look], style: Style) -> tuple[Shot, ...]:
        """All shots with the prompts and the hands that the director would give them."""
        placed = [replace(shot, number=number) for number, shot in enumerate(shots, 1)]
        return with_prompts(with_holders(placed), looks, style)
