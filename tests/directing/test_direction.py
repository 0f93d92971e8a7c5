"""What a reader of small, hand-made scripts should get."""

from dataclasses import replace

from directing.scripts import lighthouse
from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.studio.directing import default_panels, direct
from toonverse.studio.directing.prompts import enhance

SUA = Character("수아", age="young", gender="female", mentions=9)
MINHO = Character("민호", age="young", gender="male", mentions=7)


def talk(*lines: Line, action: str = "", kind: str = "room") -> Script:
    beat = Beat(action, lines, present=("수아", "민호"))
    return Script("t", "ko", "modern", (SUA, MINHO), (Scene("", "방", kind, "night", "clear", (beat,)),))


def texts(board: Storyboard) -> list[str]:
    return [line.text for shot in board.shots for line in shot.lines]


def shot_saying(board: Storyboard, text: str) -> Shot:
    return next(shot for shot in board.shots if any(text in line.text for line in shot.lines))


def test_opening_turn_and_ending_are_told_in_three_panels():
    board = direct(lighthouse(), "webtoon", 3)
    words = " ".join(texts(board))
    assert "폭풍이 몰아치는 밤이었다." in words
    assert "우리가 해냈어요." in words


def test_all_talk_is_kept_when_it_fits():
    board = direct(lighthouse(), "webtoon", 5)
    for line in ("할아버지, 불이 꺼졌어요!", "배가 온다. 저 배를 살려야 해.", "제가 내려갈게요.", "안 된다!"):
        assert line in texts(board)


def test_a_scene_opens_with_its_place():
    board = direct(lighthouse(), "webtoon", 12)
    for shot in board.shots:
        if shot.number == 1 or board.shots[shot.number - 2].scene != shot.scene:
            assert shot.size in ("extreme long", "long")


def test_two_who_talk_keep_their_sides_and_face_each_other():
    lines = (
        Line("왔어?", "수아"),
        Line("늦어서 미안해.", "민호"),
        Line("괜찮아, 앉아.", "수아"),
        Line("고마워.", "민호"),
        Line("차 마실래?", "수아"),
        Line("응, 한 잔만.", "민호"),
    )
    board = direct(talk(*lines), "webtoon", 3)
    pairs = [shot.figures for shot in board.shots if len(shot.figures) == 2]
    assert pairs
    for left, right in pairs:
        assert (left.character, right.character) == ("수아", "민호")
        assert left.facing in ("right", "back")
        assert right.facing in ("left", "back")


def test_feelings_and_postures_come_from_the_words():
    board = direct(
        talk(Line("가지 마.", "수아"), action="수아는 무릎을 꿇고 울며 편지를 내밀었다."), "webtoon", 1
    )
    (sua,) = [f for f in board.shots[0].figures if f.character == "수아"]
    assert sua.emotion == "crying"
    assert sua.pose in ("kneel", "reach")


def test_english_words_are_understood_too():
    beat = Beat(
        "Tom ran across the bridge. He was afraid.", (Line("Wait for me!", "Tom", "shout"),), (), ("Tom",)
    )
    people = (Character("Tom", gender="male", mentions=3),)
    script = Script("t", "en", "modern", people, (Scene("", "bridge", "river", "day", "clear", (beat,)),))
    (shot,) = direct(script, "webtoon", 1).shots
    assert shot.figures[0].pose == "run"
    assert shot.figures[0].emotion == "afraid"
    assert "running" in shot.prompt
    assert shot.alt.startswith("By the river by day.")


def test_korean_things_are_whole_nouns():
    board = direct(
        talk(Line("그만둘게.", "수아"), action="수아는 고개를 숙이고 사표를 냈다. 검은 옷을 입었다."),
        "webtoon",
        1,
    )
    assert board.shots[0].props == ()
    board = direct(talk(Line("이거.", "수아"), action="수아는 편지를 들고 있었다."), "webtoon", 1)
    assert board.shots[0].props == ("letter",)
    assert board.shots[0].figures[0].holds == "letter"


def test_who_thinks_is_alone():
    board = direct(talk(Line("나는 왜 그랬을까.", "수아", "thought")), "webtoon", 1)
    assert [f.character for f in board.shots[0].figures] == ["수아"]


def test_a_thing_the_text_names_gets_an_insert():
    action = "낡은 편지 한 장이 책상 위에 있었다. 편지는 누렇게 바랬다. 편지에는 이름이 없었다."
    lines = (
        Line("이 편지, 누가 썼어?", "수아"),
        Line("몰라.", "민호"),
        Line("거짓말.", "수아"),
        Line("정말이야.", "민호"),
    )
    board = direct(talk(*lines, action=action), "webtoon", 12)
    inserts = [shot for shot in board.shots if shot.size == "insert"]
    assert {shot.props[0] for shot in inserts} == {"letter"}
    assert all(not shot.figures for shot in inserts)


def test_sounds_are_heard_once_and_the_writers_own_win():
    beat = Beat("쾅 하고 문이 닫혔다.", (Line("누구야!", "수아", "shout"),), ("꽈앙",), ("수아",))
    script = replace(talk(), scenes=(Scene("", "방", "room", "night", "clear", (beat,)),))
    board = direct(script, "webtoon", 4)
    assert [sound for shot in board.shots for sound in shot.sounds] == ["꽈앙"]


def panel_script(lines_in_second: int) -> Script:
    beats = (
        Beat("수아가 문을 연다.", (Line("새벽 두 시.", kind="caption"),), present=("수아",), panel=1),
        Beat("수아와 민호.", tuple(Line(f"말 {n}.", "수아") for n in range(lines_in_second)), panel=2),
        Beat("빈 방.", (), panel=3),
    )
    return replace(talk(), scenes=(Scene("", "방", "room", "night", "clear", beats),))


def test_a_panel_script_keeps_its_panels():
    board = direct(panel_script(3), "webtoon")
    assert default_panels(panel_script(3)) == 3
    assert [len(shot.lines) for shot in board.shots] == [1, 3, 0]
    assert board.shots[0].lines[0] == Line("새벽 두 시.", "", "caption")


def test_a_crowded_panel_goes_on_in_the_next():
    board = direct(panel_script(5), "webtoon")
    assert [len(shot.lines) for shot in board.shots] == [1, 3, 2, 0]


def test_asked_for_another_number_a_panel_script_is_told_anew():
    assert len(direct(panel_script(3), "webtoon", 7).shots) == 7


def test_a_new_scene_has_more_air_before_it_and_a_new_time_more_still():
    board = direct(lighthouse(), "webtoon", 12)
    change = next(s for s in board.shots[1:] if s.scene == 1)
    assert 600 <= change.gutter_px <= 1000
    usual = [s.gutter_px for s in board.shots[1:] if s.role in ("build", "action") and s is not change]
    assert max(usual) < change.gutter_px


def test_an_empty_script_still_shows_its_title():
    board = direct(Script("빈 이야기", "ko", "modern", (), ()), "webtoon", 2)
    assert texts(board) == ["빈 이야기"]


def test_prompts_carry_the_modifier_of_their_style():
    assert enhance("a cat", "manga") == (
        "a cat, in Japanese manga style, black and white, dynamic composition"
    )
    assert enhance("a cat", "cubism") == (
        "a cat, in Korean webtoon style, digital art, clean lines, vibrant colors"
    )
    assert all(s.prompt.endswith("cinematic lighting") for s in direct(lighthouse(), "realistic", 3).shots)


def test_alt_texts_take_the_right_particle():
    alts = " ".join(shot.alt for shot in direct(lighthouse(), "webtoon", 12).shots)
    assert "수아가" in alts
    assert "할아버지가" in alts
    assert "이가" not in alts.replace("아이가", "")


def test_nobody_smiles_at_an_arrest_or_at_one_who_rages():
    arrest = Line("It turns a good man into a bad one. You have been under arrest for ten minutes.", "수아")
    (shot,) = direct(talk(arrest), "webtoon", 1).shots
    assert all(f.emotion not in ("smile", "happy", "tender") for f in shot.figures)
    quarrel = (Line("이놈, 젠장맞을!", "민호", "shout"), Line("그래. 좋아요.", "수아"))
    (shot,) = direct(talk(*quarrel), "webtoon", 1).shots
    assert {f.character: f.emotion for f in shot.figures}["수아"] == "calm"


def test_tears_in_a_caption_are_seen():
    action = "창밖에는 비가 내리고 있었고, 그때 편지 위로 눈물이 떨어져 글씨가 번졌다."
    (shot,) = direct(talk(Line("밤이 깊었네.", "수아"), action=action), "webtoon", 1).shots
    assert any(line.kind == "caption" and "눈물" in line.text for line in shot.lines)
    assert any(f.emotion in ("crying", "sad") for f in shot.figures)
