"""Who has left is not in the panel, and nobody is there before they come."""

from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.studio.directing.blocking import Blocking, block
from toonverse.studio.directing.units import Unit, units

WIFE = Character("아내", gender="female", mentions=9)
HUSBAND = Character("남편", age="middle", gender="male", mentions=8)


def blocked(*beats: Beat) -> tuple[tuple[Unit, ...], Blocking]:
    script = Script(
        "t", "ko", "period", (WIFE, HUSBAND), (Scene("", "방", "room", "night", "clear", tuple(beats)),)
    )
    row = units(script)
    return row, block(script, row)


def test_whose_steps_die_away_is_gone_and_no_pronoun_brings_them_back() -> None:
    row, found = blocked(
        Beat("", (Line("어디로 가셔요.", "아내"), Line("놓아요.", "남편"))),
        Beat("남편은 아내를 밀치고 밖으로 나간다. 그의 손은 떨고 있었다. 구두 소리는 멀어져 간다."),
        Beat("그의 눈은 안개를 바라보고 있다.", (Line("가버렸구먼!", "아내", "shout"),)),
    )
    at = next(u.index for u in row if "멀어져" in u.line.text)
    assert "남편" in found.there[at - 1]
    assert all(there == {"아내"} for there in found.there[at:])


def test_a_pronoun_brings_in_nobody_who_is_not_there() -> None:
    _, found = blocked(
        Beat("남편이 보고 싶은 밤이었다.", (Line("아이고.", "아내"),)), Beat("그는 울 듯이 부르짖었다.")
    )
    assert found.there[-1] == {"아내"}
    assert [name for name, _ in found.acts[-1]] == ["아내"]


def test_who_has_left_comes_back_by_name() -> None:
    _, found = blocked(
        Beat("", (Line("안녕.", "남편"), Line("네.", "아내"))),
        Beat("남편은 떠났다."),
        Beat("남편이 돌아와 앉았다."),
    )
    assert "남편" not in found.there[-2]
    assert "남편" in found.there[-1]
