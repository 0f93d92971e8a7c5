"""Hand-made scripts, small enough to be judged by eye."""

from toonverse.domain.script import Beat, Character, Line, Scene, Script


def lighthouse() -> Script:
    """A night and a morning; the turn is the rescue."""
    both = ("수아", "할아버지")
    night = Scene(
        "폭풍이 몰아치는 밤이었다",
        "등대 방",
        "room",
        "night",
        "storm",
        (
            Beat(
                "폭풍이 몰아치는 밤이었다. 수아는 등대 계단을 뛰어 올라갔다.",
                (
                    Line("할아버지, 불이 꺼졌어요!", "수아", "shout"),
                    Line("알고 있다. 기름이 떨어졌구나.", "할아버지"),
                ),
                present=both,
            ),
            Beat(
                "할아버지는 낡은 램프를 들고 창가에 섰다.",
                (
                    Line("배가 온다. 저 배를 살려야 해.", "할아버지"),
                    Line("제가 내려갈게요.", "수아"),
                    Line("안 된다!", "할아버지", "shout"),
                ),
                present=both,
            ),
        ),
    )
    morning = Scene(
        "이튿날 아침",
        "바닷가",
        "sea",
        "dawn",
        "clear",
        (
            Beat(
                "이튿날 아침, 바다는 잔잔했다. 배는 무사히 항구에 닿았다. 수아는 울었다.",
                (Line("우리가 해냈어요.", "수아"),),
                present=both,
            ),
        ),
    )
    people = (
        Character("수아", age="young", gender="female", mentions=5),
        Character("할아버지", age="old", gender="male", looks=("흰 수염",), mentions=4),
    )
    return Script("등대", "ko", "modern", people, (night, morning))
