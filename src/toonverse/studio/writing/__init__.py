"""Script and storyboard by a language model: asked at the door, checked, asked once more, or refused.

`answers` says what an answer must be and what is wrong with one, `script` and `board` ask for the two,
`author` buys them round by round. What a model can't mend in its one repair fails the job: the rules of
`reading` never take over unasked.
"""

from toonverse.studio.writing.answers import AnswerUnusable, UnusableAnswer
from toonverse.studio.writing.asking import cut_bytes
from toonverse.studio.writing.author import Author, Round
from toonverse.studio.writing.board import BoardTask
from toonverse.studio.writing.planned import PlannedCall, planned_calls
from toonverse.studio.writing.script import ScriptTask, cut_story, shortened

__all__ = [
    "AnswerUnusable",
    "Author",
    "BoardTask",
    "PlannedCall",
    "Round",
    "ScriptTask",
    "UnusableAnswer",
    "cut_bytes",
    "cut_story",
    "planned_calls",
    "shortened",
]
