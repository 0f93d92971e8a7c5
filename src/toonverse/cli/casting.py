"""`toonverse character`: a change is written down; a sheet is bought here, or where jobs are run."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import typer
from pydantic import ValidationError
from rich.console import Console

from toonverse.bootstrap import Books, House, editing_of, load_settings, open_books, open_house
from toonverse.cli.make import followed
from toonverse.cli.paneling import Wished, approved
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import say
from toonverse.db import writing
from toonverse.domain.look import Look
from toonverse.jobs.casting import Casting, Portrayed
from toonverse.jobs.dressing import NewLook
from toonverse.jobs.orders import error_of, failure
from toonverse.jobs.plain_characters import plain_character
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.store.character_rows import ReferenceMissing
from toonverse.studio.art import ART_BYTES_MAX, ArtUnfit
from toonverse.studio.defaults import default_models
from toonverse.studio.directing.prompts import describe


def list_all(episode_id: int, as_json: bool) -> None:
    with open_books(load_settings()) as books:
        people = _casting(books).of_episode(episode_id)
    if as_json:
        write({"characters": [plain_character(one) for one in people]})
        return
    table = named_table(
        (say("인물", "character"), say("컷", "panels"), say("모습", "look"), say("참조", "shown"))
    )
    for one in people:
        shown = "-" if one.shown is None else f"{one.shown.number} ({one.shown.origin})"
        table.add_row(one.name, str(one.panels), describe(one.look), shown)
    Console(highlight=False).print(table)


def show(episode_id: int, name: str) -> None:
    with open_books(load_settings()) as books:
        write(plain_character(_casting(books).in_episode(episode_id, name)))


def create(title: str, name: str, described: str, said: list[str]) -> None:
    """In the owner's project of that title, made if there is none. Raises CharacterKnown,
    typer.BadParameter."""
    with open_books(load_settings()) as books:
        at, who = _casting(books), " ".join(name.split())
        project = books.works.find_or_create_project(LOCAL_OWNER, title)
        with writing(books.engine).begin() as tx:
            at.create_in(tx, project.id, who, described, lambda look: look_of(look, said))
        write(plain_character(at.find(project.id, who)))


def dress(episode_id: int, name: str, said: list[str] | None) -> None:
    """`None` goes back to the story's look. Raises typer.BadParameter."""

    def changed(at: Casting, one: Portrayed) -> None:
        at.dress(one, None if said is None else look_of(one.look, said))

    change(episode_id, name, changed)


def look_of(look: Look, said: list[str]) -> Look:
    """The look with these fields (`hair=#7d3f2a`) otherwise. Raises typer.BadParameter."""
    try:
        return NewLook.model_validate(dict(text.partition("=")[::2] for text in said)).on(look)
    except ValidationError as wrong:
        where, why = wrong.errors()[0]["loc"], wrong.errors()[0]["msg"]
        raise typer.BadParameter(f"{'.'.join(map(str, where))[:80]}: {why}") from wrong


def bring(episode_id: int, name: str, path: Path) -> None:
    """Raises ArtUnfit, OSError."""
    if path.stat().st_size > ART_BYTES_MAX:
        raise ArtUnfit(reason=f"{path.stat().st_size} bytes")
    media = path.read_bytes()
    change(episode_id, name, lambda at, one: at.bring(one, media))


def change(episode_id: int, name: str, edit: Callable[[Casting, Portrayed], object]) -> None:
    """Writes the change down, and the character as it is now."""
    with open_books(load_settings()) as books:
        at = _casting(books)
        edit(at, at.in_episode(episode_id, name))
        write(plain_character(at.in_episode(episode_id, name)))


def sheet(episode_id: int, name: str, wished: Wished, as_json: bool) -> None:
    """Asks on a terminal. Raises CapExceeded where its maximum is above what was said, what stopped it."""
    with open_house(load_settings()) as house:
        at = _casting(house.books)
        one, wish = at.in_episode(episode_id, name), wished.wish()
        call = at.sheet_call(one, wish.model, wish.quality)
        most = approved(house, call, wished)
        with writing(house.books.engine).begin() as tx:
            number = at.order_sheet_in(tx, one, call, most)
        at.editing.go_on(episode_id)
        seen = asyncio.run(followed(house, house.works.episode(one.episode.id)))
        if seen.job.status != "DONE":
            raise failure(seen.job)
        told = _made(house, one, number)
    if as_json:
        write(told)
    else:
        print_lines(f"{name}: {say('인물 시트', 'sheet')} {number}, {call.model}")


def _made(house: House, one: Portrayed, number: int) -> dict[str, object]:
    """The character with the sheet that was ordered. Raises what stopped it."""
    found = house.works.characters.reference(one.project, one.name, number)
    if found.status == "failed":
        raise error_of(found.error_code, found.error)
    if found.status != "made":
        raise ReferenceMissing(character=one.name, reference=number)
    return plain_character(_casting(house.books).in_episode(one.episode.id, one.name))


def _casting(books: Books) -> Casting:
    def painter() -> str:
        return default_models(books.settings, books.catalog, books.ledger.clock())[1]

    return Casting(editing_of(books), painter)
