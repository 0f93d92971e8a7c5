"""Stories and answers for the tests of writing: what a good model says, and what a bad one does."""

import json
from typing import Any

from toonverse.domain.story import Story
from toonverse.domain.storyboard import Storyboard

STORY = Story(
    "The Lamp", 'Nora lit the lamp.\n\n"Nobody is coming," said Tom.\n\n"He promised."', "en", "prose"
)


def script_answer(**more: object) -> dict[str, Any]:
    """A good script of `STORY`."""
    beats = [
        {"action": "Nora lit the lamp.", "lines": [], "sounds": [], "present": ["Nora"]},
        {
            "action": "",
            "lines": [
                {"text": "Nobody is coming.", "speaker": "Tom", "kind": "speech"},
                {"text": "He promised.", "speaker": "Nora", "kind": "speech"},
            ],
            "sounds": [],
            "present": ["Nora", "Tom"],
        },
    ]
    place = {"place": "the pier", "place_kind": "harbour", "time": "night", "weather": "rain"}
    people = [
        {"name": name, "aliases": [], "age": "young", "gender": gender, "looks": ["a grey coat"]}
        for name, gender in (("Nora", "female"), ("Tom", "male"))
    ]
    return {"era": "modern", "characters": people, "scenes": [{**place, "beats": beats}], **more}


def board_answer(drafted: Storyboard) -> dict[str, Any]:
    """A good storyboard: everybody is happy, and each panel has a picture of its own."""
    return {
        "panels": [
            {
                "number": shot.number,
                "picture": f"Waves break against pier number {shot.number} behind them.",
                "figures": [
                    {"name": figure.character, "pose": "wave", "emotion": "happy"} for figure in shot.figures
                ],
            }
            for shot in drafted.shots
        ]
    }


def said(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False)


def good_answer(prompt: str) -> str:
    """A script for a story; for panels a storyboard of them."""
    if "<panels>" not in prompt:
        return said(script_answer())
    listed = prompt.split("<panels>\n")[1].split("\n</panels>")[0].splitlines()
    shots = [json.loads(line) for line in listed]
    return said(
        {
            "panels": [
                {
                    "number": shot["number"],
                    "picture": f"Lantern light number {shot['number']} falls on wet planks.",
                    "figures": [
                        {"name": name, "pose": "stand", "emotion": "sad"} for name in shot["figures"]
                    ],
                }
                for shot in shots
            ]
        }
    )
