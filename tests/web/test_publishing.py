"""Publishing: preflight, files to take along, what a draft is called, in and out of the gallery."""

from collections.abc import Iterator

import pytest
from people import People, people

from web_client import OWN

FORM = {"origin": OWN}


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def test_preflight_tells_of_every_platform_in_the_callers_language(staff: People):
    said = (
        staff.client("ada", **{"accept-language": "en"}).get(f"/api/episodes/{staff.draft}/preflight").json()
    )
    assert [one["name"] for one in said["platforms"]] == ["webtoon", "tapas"]
    tapas = said["platforms"][1]
    assert tapas["limits"]["width_px"] == 940
    assert tapas["size_bytes"] is None  # nobody asked for its files yet
    assert {one["code"] for one in tapas["findings"]} == {"enlarged", "limits_unconfirmed", "not_measured"}
    assert tapas["findings"][0]["message"] == "The strip is 800 px wide and is enlarged to 940 px."


def test_a_platform_of_the_home_is_checked_and_cut_for_too(staff: People):
    own = staff.home / "platforms.toml"
    own.write_text(
        '[[platform]]\nname = "mine"\ntitle = "Mine"\nwidth_px = 690\nslice_height_px = 2000\n'
        "file_bytes = 1_000_000\ntext_px_min = 19.0\n"
    )
    try:
        said = staff.client("ada").get(f"/api/episodes/{staff.draft}/exports").json()
        assert "mine.zip" in [one["name"] for one in said["exports"]]
        own.write_text("[[platform]]\nname = 'no good'\n")
        refused = staff.client("ada").get(f"/api/episodes/{staff.draft}/preflight")
        assert (refused.status_code, refused.json()["code"]) == (503, "platforms_unfit")
    finally:
        own.unlink()


def test_a_file_that_nobody_lists_is_not_there(staff: People):
    for name in ("..%2F..%2Fbooks", "none.zip", "episode.exe", "comic.pdf.zip"):
        refused = staff.client("ada").get(f"/api/episodes/{staff.draft}/exports/{name}")
        assert refused.status_code == 404, name


def test_an_episode_without_a_strip_has_no_preflight_and_its_page_is_the_jobs(staff: People):
    made = staff.client("ada").post("/api/episodes", json={"story": "A\n\nNora lit it.\n"}).json()
    unfinished = made["episode"]["id"] if "episode" in made else made["id"]
    refused = staff.client("ada").get(f"/api/episodes/{unfinished}/preflight")
    assert (refused.status_code, refused.json()["code"]) == (409, "episode_unfinished")
    page = staff.client("ada").get(f"/studio/{unfinished}/publish")
    assert (page.status_code, page.headers["location"]) == (303, f"/studio/{unfinished}")


def test_a_draft_is_named_anew_and_moved_into_a_series(staff: People):
    draft = staff.made("ada", "이름 없는 초안").id
    changed = staff.client("ada").patch(
        f"/api/episodes/{draft}",
        json={
            "title": " 비의  편지 ",
            "series": "편지들",
            "number": 7,
            "description": "비가 온다.\n<b>끝</b>",
        },
    )
    assert changed.status_code == 200
    said = changed.json()
    assert (said["title"], said["number"], said["description"]) == ("비의 편지", 7, "비가 온다.\n<b>끝</b>")
    page = staff.client("ada").get(f"/studio/{draft}/publish").text
    assert "편지들" in page
    assert "&lt;b&gt;끝" in page
    assert "<b>끝" not in page


def test_two_episodes_of_a_series_do_not_share_a_number(staff: People):
    one, other = staff.made("ada", "하나").id, staff.made("ada", "둘").id
    client = staff.client("ada")
    assert client.patch(f"/api/episodes/{one}", json={"series": "같은 것", "number": 3}).status_code == 200
    refused = client.patch(f"/api/episodes/{other}", json={"series": "같은 것", "number": 3})
    assert (refused.status_code, refused.json()["code"]) == (409, "number_taken")
    assert client.patch(f"/api/episodes/{other}", json={"series": "같은 것"}).json()["number"] == 4


def test_what_is_published_keeps_its_name_until_it_is_taken_down(staff: People):
    episode = staff.made("ada", "걸린 것", active=True).id
    client = staff.client("ada")
    refused = client.patch(f"/api/episodes/{episode}", json={"title": "다른 것"})
    assert (refused.status_code, refused.json()["code"]) == (409, "episode_published")
    client.post(f"/studio/{episode}/publish/deactivate", headers=FORM)
    assert client.patch(f"/api/episodes/{episode}", json={"title": "다른 것"}).status_code == 200


def test_the_form_publishes_takes_down_and_names(staff: People):
    draft = staff.made("ada", "양식으로").id
    client = staff.client("ada", **FORM)
    named = client.post(
        f"/studio/{draft}/publish/facts",
        data={"title": "새 이름", "series": "연작", "number": "2", "description": ""},
    )
    assert named.headers["location"] == f"/studio/{draft}/publish"
    assert client.post(f"/studio/{draft}/publish/activate").status_code == 303
    assert "새 이름" in staff.client("ada").get(f"/read/{draft}").text
    assert client.post(f"/studio/{draft}/publish/deactivate").status_code == 303
    assert staff.client("ada").get(f"/read/{draft}").status_code == 404


@pytest.mark.parametrize("number", ["0", "x", "-1", "1000000", "٣"])
def test_a_number_that_is_none_is_refused(staff: People, number: str):
    answer = staff.client("ada", **FORM).post(
        f"/studio/{staff.draft}/publish/facts", data={"title": "가", "series": "나", "number": number}
    )
    assert answer.status_code == 422
    for kept in ("가", "나", number):
        assert f'value="{kept}"' in answer.text
    assert answer.text.count('role="alert" id="wrong"') == 1


@pytest.mark.parametrize(("language", "words"), [("en", "has that number"), ("ko", "같은 번호의 회차")])
def test_a_number_that_is_taken_is_told_beside_its_field_and_what_was_typed_stays(
    staff: People, language: str, words: str
):
    client = staff.client("ada", **FORM, **{"accept-language": language})
    drafts = [staff.made("ada", f"{language} {name}").id for name in ("one", "two")]
    said = {"title": "가", "series": f"연작 {language}", "number": "7", "description": "비가 온다."}
    first, second = (client.post(f"/studio/{one}/publish/facts", data=said) for one in drafts)
    assert (first.status_code, second.status_code) == (303, 409)
    assert words in second.text
    assert 'value="7" aria-invalid="true" aria-describedby="wrong"' in second.text
    assert "비가 온다." in second.text


def test_a_form_from_nowhere_changes_nothing(staff: People):
    assert staff.client("ada").post(f"/studio/{staff.draft}/publish/activate").status_code == 403


def test_the_comic_book_is_taken_along_whole_or_by_ranges(staff: People):
    address = f"/api/episodes/{staff.draft}/exports/comic.cbz"
    whole = staff.client("ada").get(address)
    assert whole.headers["content-type"] == "application/vnd.comicbook+zip"
    part = staff.client("ada", range="bytes=3-5").get(address)
    assert (part.status_code, part.content) == (206, whole.content[3:6])


def test_a_finding_says_where(staff: People, monkeypatch: pytest.MonkeyPatch):
    from toonverse.studio.exports import preflight as checks

    def found(*_: object) -> Iterator[checks.Finding]:
        yield checks.Finding("seam", 1, {"slice": 12})
        yield checks.Finding("something_new", 1)

    monkeypatch.setattr(checks, "_seams", found)
    page = staff.client("ada", **{"accept-language": "en"}).get(f"/studio/{staff.draft}/publish").text
    assert f'href="/studio/{staff.draft}/panels/1"' in page
    assert "The seam below slice 12 cuts a balloon." in page
    assert "something_new" in page
