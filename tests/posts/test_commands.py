"""`toonverse posts` as an operator types it."""

from pathlib import Path

from newsroom import BARE

from commands import run
from toonverse.bootstrap import open_books
from toonverse.clock import utc_now
from toonverse.db import writing
from toonverse.metering.details import Chosen, page
from toonverse.settings import Settings
from toonverse.store.post_rows import Made, Posts

DRAFT = {"TOONVERSE_POST_IMAGE_MODEL": "draft"}


def badly_shaped(home: Path, count: int) -> list[int]:
    """Posts whose found pictures are far too tall."""
    home.mkdir(exist_ok=True)
    with open_books(Settings(home=home)) as books:
        rows, images = Posts(books.engine, utc_now), books.images
        made = []
        for number in range(count):
            post, _ = rows.add(f"delivery {number}", BARE, "approved", "webhook")
            (picture,) = rows.pictures(post.id)
            name = images.put(b"a picture")
            rows.done(picture.id, Made(name, 300, 900, name, 300, 900))
            made.append(post.id)
    return made


def test_a_dry_run_prices_and_makes_nothing(tmp_path: Path):
    made = badly_shaped(tmp_path / "home", 3)
    said = run(
        tmp_path / "home", "posts", "fix-image-ratios", "--dry-run", "--json", OPENAI_API_KEY="sk-none"
    )
    assert said.code == 0
    assert said.object["posts"] == made
    assert 0 < said.object["expected_usd"] <= said.object["maximum_usd"]
    shown = run(tmp_path / "home", "posts", "show", str(made[0]), "--json").object
    assert [one["status"] for one in shown["pictures"]] == ["DONE"]


def test_without_a_key_the_run_ends_before_its_first_call(tmp_path: Path):
    badly_shaped(tmp_path / "home", 3)
    said = run(tmp_path / "home", "posts", "fix-image-ratios", "--json")
    assert (said.code, said.error["code"]) == (2, "provider_missing")
    with open_books(Settings(home=tmp_path / "home")) as books:
        assert page(books.engine, Chosen(), 10).rows == ()


def test_the_run_makes_what_it_priced_and_a_second_one_finds_nothing_to_do(tmp_path: Path):
    home = tmp_path / "home"
    made = badly_shaped(home, 2)
    said = run(home, "posts", "fix-image-ratios", "--json", **DRAFT)
    assert (said.code, said.object) == (0, {"done": 2, "failed": 0, "not_tried": 0, "cost_usd": 0.0})
    listed = run(home, "posts", "list", "--json").object["posts"]
    assert [one["picture"] for one in listed] == ["generated"] * 2
    again = run(home, "posts", "fix-image-ratios", "--dry-run", "--json", **DRAFT)
    assert again.object["posts"] == []
    assert "generated" in run(home, "posts", "costs").out
    assert run(home, "posts", "reject", str(made[0])).code == 0
    rejected = run(home, "posts", "list", "--status", "rejected", "--json").object["posts"]
    assert [one["id"] for one in rejected] == [made[0]]


def stopped(home: Path, count: int) -> list[int]:
    """Posts that a run wanted new pictures for, and ended before its first."""
    made = badly_shaped(home, count)
    with open_books(Settings(home=home)) as books:
        rows = Posts(books.engine, utc_now)
        with writing(books.engine).begin() as tx:
            rows.want_again(tx, made, "migration_script", "posts/ratios/stopped")
    return made


def test_a_stopped_run_is_priced_and_looked_at_anew_before_it_goes_on(tmp_path: Path):
    """What is left is said; a key that is gone, or a maximum that is too small now, ends it untouched."""
    home = tmp_path / "home"
    made = stopped(home, 2)
    fix, key = ("posts", "fix-image-ratios", "--json"), {"OPENAI_API_KEY": "sk-none"}
    priced = run(home, *fix, "--dry-run", **key)
    assert (priced.code, priced.object["posts"]) == (0, made)
    assert priced.object["maximum_usd"] > 0
    assert run(home, *fix).error["code"] == "provider_missing"
    assert run(home, *fix, "--max-cost", "0.0001", **key).error["code"] == "cap_exceeded"
    with open_books(Settings(home=home)) as books:
        assert page(books.engine, Chosen(), 10).rows == ()
        assert len(Posts(books.engine, utc_now).queued("posts/ratios/stopped")) == 2


def test_a_run_with_nothing_to_do_says_so(tmp_path: Path):
    (tmp_path / "home").mkdir()
    said = run(tmp_path / "home", "posts", "fix-image-ratios", "--json", **DRAFT)
    assert (said.code, said.object) == (0, {"done": 0, "failed": 0, "not_tried": 0, "cost_usd": 0.0})


def test_what_is_not_there_is_said_so(tmp_path: Path):
    (tmp_path / "home").mkdir()
    missing = run(tmp_path / "home", "posts", "approve", "7")
    assert missing.code == 2
    assert "7" in missing.err
    unknown = run(tmp_path / "home", "posts", "list", "--status", "lost", LANG="ko_KR.UTF-8")
    assert unknown.code == 2
    assert "lost" in unknown.err
