"""A home does not only grow: old answers go, the books stay, and nothing that anybody else needs is lost."""

from datetime import timedelta
from pathlib import Path

from gateway.served import Served, serving
from toonverse.cli.forgetting import forget_once
from toonverse.clock import utc_now

CHAT = {"model": "gpt-5.6-luna", "messages": [{"role": "user", "content": "hello"}]}
DRAFT = {"model": "draft", "prompt": "a lamp", "size": "640x640"}
AGAIN = {"Idempotency-Key": "the same"}


def later(served: Served, days: int) -> None:
    forget_once(served.house.books, lambda: utc_now() + timedelta(days=days))


def test_an_old_answer_is_dropped_and_its_booking_stays(tmp_path: Path):
    with serving(tmp_path, gateway_answer_days=3) as served:
        assert served.post("/v1/chat/completions", CHAT, headers=AGAIN).status_code == 200
        usage, images = served.last_usage(), served.house.books.images
        later(served, 2)
        assert served.post("/v1/chat/completions", CHAT, headers=AGAIN).status_code == 200
        later(served, 4)
        assert not images.has(served.rows()[-1]["sha256"])
        gone = served.post("/v1/chat/completions", CHAT, headers=AGAIN)
        assert (gone.status_code, gone.json()["error"]["code"]) == (410, "image_missing")
        assert (served.last_usage(), len(served.upstream.asked)) == (usage, 1)
        later(served, 4)
        assert served.broken() == []


def test_what_a_younger_purchase_has_too_is_kept_and_so_are_pictures_drawn_here(tmp_path: Path):
    with serving(tmp_path, gateway_answer_days=3) as served:
        served.post("/v1/images/generations", DRAFT)
        served.post("/v1/chat/completions", CHAT)
        served.post("/v1/chat/completions", CHAT)
        drawn, first, second = (row["sha256"] for row in served.rows())
        assert first == second, "the upstream always says the same"
        with served.house.books.engine.begin() as tx:
            for table in ("attempts SET closed_at", "usage_rows SET created_at"):
                name = "id" if "attempts" in table else "attempt_id"
                tx.exec_driver_sql(f"UPDATE {table} = '2020-01-01 00:00:00.000000' WHERE {name} < 3")
        later(served, 0)
        assert served.house.books.images.has(second)
        later(served, 4)
        assert not served.house.books.images.has(second)
        assert served.house.books.images.has(drawn)


def test_without_a_limit_of_days_everything_stays(tmp_path: Path):
    with serving(tmp_path, gateway_answer_days=0) as served:
        served.post("/v1/chat/completions", CHAT)
        later(served, 10_000)
        assert served.house.books.images.has(served.rows()[-1]["sha256"])
