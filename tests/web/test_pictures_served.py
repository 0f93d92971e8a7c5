"""Pictures come from the episode's folder, for good, in parts, and nothing else comes from there."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from toonverse.store.records import Episode


def pictures_of(client: TestClient, path: str) -> list[str]:
    return re.findall(r'<img src="([^"]+)"', client.get(path).text)


def test_every_picture_of_the_page_is_there(client: TestClient, published: Episode):
    addresses = pictures_of(client, f"/read/{published.id}")
    assert len(addresses) >= 4
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "content-encoding" not in answer.headers


def test_a_picture_known_already_is_not_sent_again(client: TestClient, published: Episode):
    address = pictures_of(client, f"/read/{published.id}")[0]
    tag = client.get(address).headers["etag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_a_part_of_a_picture_can_be_asked_for(client: TestClient, published: Episode):
    address = pictures_of(client, f"/read/{published.id}")[0]
    whole = client.get(address).content
    part = client.get(address, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert client.get(address, headers={"range": f"bytes={len(whole)}-"}).status_code == 416


def test_head_of_a_picture_says_its_length(client: TestClient, published: Episode):
    address = pictures_of(client, f"/read/{published.id}")[0]
    head = client.head(address)
    assert int(head.headers["content-length"]) == len(client.get(address).content)
    assert head.content == b""


def test_pictures_of_a_draft_are_only_in_its_owners_preview(client: TestClient, draft: Episode):
    address = pictures_of(client, f"/preview/{draft.id}")[0]
    assert client.get(address).status_code == 200
    assert client.get(address.replace("/preview/", "/read/")).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../works.sqlite3",
        "..%2f..%2f..%2fworks.sqlite3",
        "%2e%2e/%2e%2e/works.sqlite3",
        "....//works.sqlite3",
        "..\\works.sqlite3",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "reading.json",
        "%00.webp",
        "cover_800.webp%00.png",
        ".",
        "",
    ],
)
def test_nothing_but_declared_pictures_leaves_the_folder(client: TestClient, published: Episode, name: str):
    address = pictures_of(client, f"/read/{published.id}")[0]
    mark = address.split("/")[-2]
    for path in (f"/read/{published.id}/images/{mark}/{name}", f"/read/{published.id}/files/{name}"):
        assert client.get(path).status_code == 404
    assert client.get(f"/static/{mark}/{name}").status_code == 404


def test_an_address_with_another_mark_is_not_found(client: TestClient, published: Episode):
    address = pictures_of(client, f"/read/{published.id}")[0]
    mark = address.split("/")[-2]
    assert client.get(address.replace(mark, "0" * len(mark))).status_code == 404


def test_a_picture_whose_file_is_gone_is_not_found(client: TestClient, published: Episode, home: Path):
    address = pictures_of(client, f"/read/{published.id}")[0]
    (home / "episodes" / published.folder / "web" / address.split("/")[-1]).unlink()
    assert client.get(address).status_code == 404


def test_the_comic_book_can_be_taken_along(client: TestClient, published: Episode):
    found = re.search(r'href="(/read/\d+/files/[^"]+\.cbz)"', client.get(f"/read/{published.id}").text)
    assert found
    answer = client.get(found[1])
    assert answer.headers["content-type"] == "application/vnd.comicbook+zip"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content.startswith(b"PK")
