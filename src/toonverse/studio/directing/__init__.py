"""From a script to a storyboard: which moments are shown, how, and with what words (연출, 콘티).

Read in this order, each step a module: `director` (the order of the steps), `units` (sentences and lines),
`drama` (what they weigh), `turning` (where the story turns), `deeds` (what the pictures of turn and end
must show), `pictures` (which sentences are panels of their own), `choice` (which are lettered), `breakdown`
(which share a panel), `silence` (panels without words), `shooting` (panels become shots: `presence` says
who is there, `acting` what they do, `framing` how near we are, `staging` where they stand, `variety` that
neighbours differ, `tones` which are memories or dreams, `whereabouts` who is aboard), `captions` (which
ones their pictures make needless), `looks` and how they change (`continuity`), `prompts`, `alt`. What words
mean is in `lexicon`, `doings`, `idioms`, `contacts`, `naming` and `things`, how texts are cut in `wording`.
"""

from toonverse.studio.directing.director import PanelsOutOfRange, default_panels, direct

__all__ = ["PanelsOutOfRange", "default_panels", "direct"]
