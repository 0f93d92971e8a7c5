"""The same program with its rows on PostgreSQL: nothing but an address changes."""

import json
from pathlib import Path

import pytest
from test_people import refused, said

from postgres import Server


def test_a_story_becomes_an_episode_and_the_books_are_right(
    home: Path, stories: dict[str, Path], postgresql: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TOONVERSE_DATABASE_URL", postgresql.create_database())
    made = json.loads(said("make", stories["ko"], "--panels", "2", "--json"))
    assert Path(made["strip"]).is_file()
    assert made["cost_usd"] == 0
    assert json.loads(said("receipt", str(made["episode_id"]), "--json"))["calls"] == 2
    assert not (home / "toonverse.sqlite3").exists()
    said("users", "add", "ada", "--tokens", "5")
    assert refused("users", "add", "ada") == "name_taken"
    said("budgets", "set", "--scope", "account:ada", "--window", "month", "--limit", "3")
    assert json.loads(said("quote", "--panels", "1", "--json"))["past_quotes"]["episodes"] == 0
    assert json.loads(said("doctor", "--json"))["healthy"]
