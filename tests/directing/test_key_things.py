"""What a story is about is seen: in the hand that holds it, and where its people earn their living."""

from directing.told import story
from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.studio.directing import direct
from toonverse.studio.directing.things import named


def test_an_umbrella_is_closed_under_a_roof_and_open_in_the_finale() -> None:
    shots = direct(story("umbrella-house.txt"), "webtoon").shots
    held = {"shop": set[str](), "alley": set[str]()}
    for shot in shots:
        held.get(shot.place, set[str]()).update(f.holds for f in shot.figures if "umbrella" in f.holds)
    assert held == {"shop": {"closed umbrella"}, "alley": {"umbrella"}}
    last = [f for f in shots[-1].figures if f.holds == "umbrella"]
    assert [f.character for f in last] == ["소연"]


def test_there_is_one_of_what_the_story_is_about() -> None:
    for shot in direct(story("umbrella-house.txt"), "webtoon").shots:
        assert sum("umbrella" in f.holds for f in shot.figures) <= 1


def test_the_rickshaw_of_a_rickshaw_man_waits_in_every_panel_of_his_street() -> None:
    said = tuple(Line(f"오늘은 손님이 {n}명이었소.", "김첨지") for n in range(8))
    beat = Beat("김첨지는 인력거를 끌었다. 빈 인력거가 비에 젖었다.", said, (), ("김첨지",))
    people = (Character("김첨지", age="middle", gender="male", mentions=9),)
    script = Script("t", "ko", "period", people, (Scene("", "길", "street", "day", "rain", (beat,)),))
    shots = [s for s in direct(script, "webtoon", 6).shots if s.size != "insert"]
    assert all("rickshaw" in shot.props for shot in shots)


def test_what_is_compared_worn_or_wanted_is_not_there() -> None:
    assert named("The sea was like a mirror.") == ()
    assert named("She had a dollar to buy a present for him.") == ("coin",)
    assert named("A man in a long coat and a cap stood there.") == ()
    assert named("모자를 쓴 노인이 사다리에 올랐다.") == ("ladder",)
    assert named("She took off her hat and held the lamp.") == ("hat", "lamp")


def test_only_old_koreas_own_coins_have_a_square_hole() -> None:
    assert named("He laid three coins on the table.") == ("coin",)
    assert named("그는 엽전 두 닢을 꺼냈다.") == ("yeopjeon",)
