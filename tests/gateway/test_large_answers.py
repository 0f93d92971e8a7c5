"""A large answer is sent while it is being kept and settled; its end comes after."""

import base64
import errno
import json
import os
import threading
import time
from typing import Any

import pytest

from gateway.served import Served
from gateway.upstream import IMAGE_USAGE, told
from providers.faulty_server import PICTURE
from toonverse.metering.ledger import Ledger
from toonverse.metering.refusals import LedgerRefused
from toonverse.metering.tables import usage_rows

PATH = "/v1/images/generations"
ORDER = {"model": "gpt-image-2.5-flare", "prompt": "a lamp"}
PADDED = base64.b64encode(PICTURE + b"\0" * 600_000).decode()
ANSWER = told({"created": 1, "data": [{"b64_json": PADDED}], "usage": IMAGE_USAGE})


def test_all_but_the_end_comes_before_it_is_settled_and_the_end_after(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    may_settle, close = threading.Event(), Ledger.close

    def slowly(ledger: Ledger, closing: Any) -> None:  # noqa: ANN401
        assert may_settle.wait(30)
        close(ledger, closing)

    monkeypatch.setattr(Ledger, "close", slowly)
    served.upstream.orders.append(ANSWER)
    with served.client() as client, client.stream("POST", PATH, json=ORDER) as said:
        cost = int(said.headers["x-toonverse-cost-nusd"])
        got, parts = b"", said.iter_raw()
        try:
            while len(got) < len(ANSWER.body) - 1024:
                got += next(parts)
            assert len(got) == len(ANSWER.body) - 1024
            images = served.house.books.images
            for _ in range(3000):  # it is noted and kept meanwhile
                attempt = served.rows()[-1]
                if attempt["answer"] and images.has(sha_of(attempt)):
                    break
                time.sleep(0.01)
            assert attempt["status"] == "open"
            assert images.get(sha_of(attempt)) == ANSWER.body
        finally:
            may_settle.set()
        assert got + b"".join(parts) == ANSWER.body
        assert (served.rows()[-1]["status"], served.last_usage()["cost_nusd"]) == ("settled", cost)


def sha_of(attempt: dict[str, Any]) -> str:
    return str(json.loads(attempt["answer"])["sha256"])


def test_what_can_not_be_kept_is_delivered_to_who_paid_for_it(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    served.upstream.orders.append(ANSWER)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        broken.setattr(os, "fdatasync", full)
        said = served.post(PATH, ORDER, headers={"idempotency-key": "large and lost"})
    assert (said.status_code, said.content) == (200, ANSWER.body)
    booked = served.rows()[-1]
    assert (booked["status"], booked["error_message"] != "") == ("failed", True)
    assert booked["cost_nusd"] == int(said.headers["x-toonverse-cost-nusd"])


def test_what_was_kept_and_can_not_be_settled_now_is_delivered_whole(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    def refuse(ledger: Ledger, closing: Any) -> None:  # noqa: ANN401
        raise LedgerRefused(detail="a value that no database takes")

    before = len(served.rows(usage_rows))
    served.upstream.orders.append(ANSWER)
    with monkeypatch.context() as broken:
        broken.setattr(Ledger, "close", refuse)
        said = served.post(PATH, ORDER, headers={"idempotency-key": "large and late"})
    assert (said.status_code, said.content) == (200, ANSWER.body)
    assert len(served.rows(usage_rows)) == before
    again = served.post(PATH, ORDER, headers={"idempotency-key": "large and late"})
    assert (again.status_code, again.content) == (200, ANSWER.body)
    assert len(served.rows(usage_rows)) == before + 1
