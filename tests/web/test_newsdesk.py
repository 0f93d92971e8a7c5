"""Posts to decide: what waits, what deciding does, what a picture cost or why there is none."""

from collections.abc import Iterator
from itertools import count

import pytest
from people import People, people

from toonverse.store.post_rows import Made, Notice, Post, PostStatus
from web_client import OWN

ENGLISH = {"accept-language": "en", "origin": OWN}
NAMES = count()


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def told(staff: People, title: str, status: PostStatus = "pending", **more: str) -> Post:
    notice = Notice(title, "Rain <b>fell</b>.", 0.41, "https://news.example/rain", **more)
    return staff.office.posts.rows.add(f"delivery {next(NAMES)}", notice, status, "webhook")[0]


def desk(staff: People, status: str = "pending") -> str:
    return staff.client("root", **ENGLISH).get(f"/posts/admin?status={status}").text


def test_what_waits_is_shown_with_its_relevance_and_source_and_nothing_in_it_is_markup(staff: People):
    told(staff, "A lighthouse <i>closes</i>")
    page = desk(staff)
    assert "A lighthouse &lt;i&gt;closes&lt;/i&gt;" in page
    assert "Rain &lt;b&gt;fell" in page
    assert "relevance 0.41" in page
    assert 'href="https://news.example/rain" rel="noopener noreferrer nofollow"' in page


def test_approving_asks_for_a_picture_and_moves_the_post(staff: People):
    post = told(staff, "A ferry returns")
    answer = staff.client("root", **ENGLISH).post(f"/posts/admin/{post.id}/approve")
    assert (answer.status_code, answer.headers["location"]) == (303, "/posts/admin?status=pending")
    assert "A ferry returns" not in desk(staff)
    assert "A ferry returns" in desk(staff, "approved")
    (wanted,) = staff.office.posts.rows.pictures(post.id)
    assert (wanted.origin, wanted.source, wanted.status) == ("generated", "admin_approve", "QUEUED")
    assert "a picture is on its way" in desk(staff, "approved")


def test_rejecting_moves_the_post_and_buys_nothing(staff: People):
    post = told(staff, "Nothing happened")
    staff.client("root", **ENGLISH).post(f"/posts/admin/{post.id}/reject")
    assert "Nothing happened" in desk(staff, "rejected")
    assert staff.office.posts.rows.pictures(post.id) == ()


def test_a_picture_that_failed_says_why_and_can_be_asked_for_again(staff: People):
    post = told(staff, "No picture came", "approved")
    (wanted,) = staff.office.posts.rows.pictures(post.id)
    staff.office.posts.rows.failed(
        wanted.id, "provider_refused", "provider_refused: status=400, reason=moderation_blocked"
    )
    page = desk(staff, "approved")
    assert "No picture came: The provider declined this content." in page
    assert "moderation_blocked" not in page
    assert "provider_refused" not in page
    assert 'aria-label="Ask for a picture again: No picture came"' in page
    staff.client("root", **ENGLISH).post(f"/posts/admin/{post.id}/approve")
    assert [one.status for one in staff.office.posts.rows.pictures(post.id)] == ["FAILED", "QUEUED"]


def test_found_and_made_pictures_say_what_they_are_what_they_cost_and_which_fit_badly(staff: People):
    images = staff.office.posts.images
    shown = images.put(b"a picture")
    found = told(staff, "With a found one", "pending", picture_address="https://news.example/a.png")
    made = told(staff, "With a made one", "approved")
    (scraped,) = staff.office.posts.rows.pictures(found.id)
    (drawn,) = staff.office.posts.rows.pictures(made.id)
    staff.office.posts.rows.done(scraped.id, Made(shown, 300, 900, shown, 300, 900))
    staff.office.posts.rows.done(drawn.id, Made(shown, 1792, 1024, shown, 1792, 1024, "picture", 40_000_000))
    waiting, approved = desk(staff), desk(staff, "approved")
    assert "its shape does not fit" in waiting
    assert "its shape does not fit" not in approved
    assert "$0.04" in approved
    address = f"/posts/admin/{found.id}/images/{shown[:16]}.webp"
    assert address in waiting
    assert staff.client("root").get(address).content == b"a picture"
    assert staff.client("ada").get(address).status_code == 403
    assert staff.client().get(f"/posts/{found.id}/images/{shown[:16]}.webp").status_code == 404


@pytest.mark.parametrize("path", ["?status=all", "?page=0", "?page=99", "?status=pending&page=x"])
def test_a_page_that_there_is_not_is_not_found(staff: People, path: str):
    assert staff.client("root").get(f"/posts/admin{path}").status_code == 404


def test_a_word_that_is_none_changes_nothing(staff: People):
    post = told(staff, "Still waiting")
    assert staff.client("root", **ENGLISH).post(f"/posts/admin/{post.id}/erase").status_code == 404
    assert staff.client("root").post(f"/posts/admin/{post.id}/approve").status_code == 403  # from no page
    assert "Still waiting" in desk(staff)


def test_every_page_of_a_long_list_is_reached(staff: People):
    for number in range(25):
        told(staff, f"Rejected {number}", "rejected")
    first, second = desk(staff, "rejected"), desk(staff, "rejected&page=2")
    assert "Rejected 24" in first
    assert "?status=rejected&amp;page=2" in first
    assert "Rejected 0" in second
    assert "Rejected 24" not in second


def test_the_desk_is_offered_to_admins_alone(staff: People):
    assert 'href="/posts/admin"' in staff.client("root").get("/posts").text
    assert 'href="/posts/admin"' not in staff.client("ada").get("/posts").text
