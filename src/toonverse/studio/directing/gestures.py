"""Body language where the narration tells no deed: what a line's own words make its speaker do, how a feeling
is held, how somebody listens.

The comic artist's rule: nobody only stands there and talks. One who begs kneels, one who sends away points,
one who is ashamed looks at the ground; everybody has a way of standing of their own, and takes it up in turn
with others, so that it stays a habit and is no mannerism.
"""

from collections.abc import Sequence

from toonverse.domain.script import Line
from toonverse.domain.storyboard import Contact, Emotion, Pose
from toonverse.studio.directing.lexicon import Table, first, table
from toonverse.studio.directing.looks import seed

SAID: Table[Pose] = table(
    [
        (
            "plead",
            r"살려 ?(?:줘|주|다오)|제발|용서(?:해|하)|부탁(?:이|해|드|합)|빌게|차라리 (?:저|나)|한 번만",
            r"(?:please,? )?forgive me|i beg|have mercy|spare (?:me|him|her|us)|don['’]t (?:kill|hurt|leave)|"
            r"(?:oh,? )?please[,!]|i implore",
        ),
        (
            "raise fist",
            r"만세|해냈|이겼|힘내|살았(?:다|구나|어)[!]|가자!|덤벼|두고 ?보",
            r"hooray|hurrah|we did it|i did it|we won\b|victory|come on!|full (?:speed|steam)|never give up",
        ),
        (
            "wave",
            r"안녕히? ?(?:가|계)|잘 ?가[.!]|잘 ?있어|또 ?(?:만나|봐|보자)|어이[,! ]|여기(?:요|야|예요)[!.]|"
            r"이리 (?:와|오)|다녀오|기다려|같이 가|빨리 와",
            r"good-?bye|farewell|so long\b|see you\b|hello!|hey[,!]|over here|wait!|come (?:here|back|"
            r"along)\b|this way",
        ),
        (
            "point",
            r"저기[,!. ]|저것|저 (?:놈|배|별|산|사람|여자|남자)|(?:당장|썩|어서) (?:나가|꺼져|물러)|꺼져|"
            r"나가[!.라]|이놈|네놈|도둑|네가 (?:그랬|훔|죽)|저리 ?가|똑바로|거기 (?:서|누)",
            r"look (?:there|out|at (?:that|him|her|them|those))|over there|get (?:out|off|away)\b|thief|"
            r"it was you\b|you did (?:it|this)|go away|leave (?:me|us|this)|you (?:there|fool|liar)\b|"
            r"out of the window|one of you|arrest",
        ),
        (
            "bow",
            r"죄송합니다|고맙습니다|감사합니다|안녕하세요|안녕하십|처음 뵙|실례(?:합|했)|절 받|어르신|"
            r"잘못했(?:습|어요)|모시",
            r"your (?:majesty|highness|grace|honou?r|lordship)|at your service|my (?:lord|lady|king|queen)\b",
        ),
        (
            "head in hands",
            r"망했|큰일 ?났|어떡해|어떡하|어쩌(?:면 좋|지)|내가 무슨 짓|끝장|맙소사|이럴 수가",
            r"oh,? no\b|what have i|i['’]m ruined|what (?:shall|am) (?:i|we) (?:do|going to do)|"
            r"it['’]s over\b|"
            r"god help|all is lost",
        ),
        (
            "reach",
            r"받아[.라!요]|받으(?:세|시|렴|십)|가져(?:가|와|라)|여기 있|내놔|돌려 ?(?:줘|주)|줘 ?봐|이리 줘|"
            r"잡아[!.]|손을 (?:줘|잡)|자[,.] (?:이|여)",
            r"take (?:this|it|my hand|them)\b|here(?:['’]s| is| you are|, take)|give (?:me|it|that)\b|"
            r"hand me|"
            r"let me (?:see|have)|for you\b|hold (?:on|my)",
        ),
        (
            "drink",
            r"건배|마셔[.!라]|마시게|한 ?잔 (?:하|더|마)|한잔",
            r"cheers!|drink (?:up|this|it)\b|to your health|have (?:some|a) (?:tea|coffee|drink)",
        ),
        ("read", r"적혀 ?있|쓰여 ?있|라고 써|읽어 (?:줄|볼)", r"it says\b|listen to this|it reads\b"),
        (
            "look up",
            r"하늘(?:이|을|에)|저 별|별이 |달이 |올려다",
            r"look up\b|the (?:stars?|sky|moon)\b",
        ),
        (
            "arms crossed",
            r"^안 (?:돼|됩|된|해)|싫(?:어|다|습)|절대|어림없|오늘은 (?:문|안)|그럴 (?:수는|리)|못 (?:줘|해)|"
            r"필요 ?없|관심 ?없|상관 ?없|흥[,.!]",
            r"no\.|never\b|certainly not|not (?:tonight|today|for sale)|i won['’]t\b|i will not\b|"
            r"out of the question|none of your|that is final|i don['’]t care|nobody touches",
        ),
        (
            "hands on hips",
            r"그것 ?봐|당연|내가 뭐랬|알겠(?:지|나|어)\?|들었(?:지|나)\?|도대체|대체 |무슨 짓|어디 (?:갔|"
            r"있)었",
            r"i told you|of course\b|i dare you|search me|how dare|what do you think|well, well|"
            r"where have you|what (?:on earth|is this|are you doing)",
        ),
        (
            "hand on chin",
            r"글쎄|^흠|^음[,.…]|이상(?:하|한)|어째서|무슨 (?:뜻|말|소리)|누구(?:지|야|냐|세요|십)|모르겠|"
            r"혹시|"
            r"아마|설마",
            r"h+m+\b|i wonder|strange\b|odd\b|perhaps|maybe|let me think|what does (?:it|that|this)|"
            r"who (?:is|was|are|could)|where did you|why (?:did|do|is|are|was|would|not)\b|i don['’]t know",
        ),
    ]
)

SAID_CONTACTS: Table[Contact] = table(
    [
        (
            "hand on shoulder",
            r"괜찮(?:아|다|을)|울지 ?마|걱정 ?(?:마|하지)|고생(?:했|많)|수고했|장하(?:다|구나)|잘했",
            r"it['’]s (?:all right|okay|ok\b|over now)|don['’]t (?:cry|worry|be afraid)|there, there|"
            r"i['’]m here\b|"
            r"hush\b|well done|good (?:boy|girl|lad)",
        ),
        (
            "hold hands",
            r"손(?:을)? (?:잡|줘|꼭)|악수",
            r"(?:take|hold|give me) (?:my|your) hand|shake on it|it['’]s a deal",
        ),
        (
            "hand over",
            r"받아[.라!요]|받으(?:세|시|렴|십)|선물이|가져라",
            r"(?:take|have) (?:this|it)\b|this is for you|it['’]s yours",
        ),
    ]
)

# how a feeling is held by one who has the word, and by one who has not; "talk" and "stand" have bodies of
# their own for most feelings
_SPEAKING: dict[Emotion, tuple[Pose, ...]] = {
    "angry": ("hands on hips", "talk", "point"),
    "shouting": ("talk", "raise fist", "hands on hips"),
    "determined": ("talk", "talk", "hands on hips"),
    "sad": ("look down", "talk"),
    "ashamed": ("look down",),
    "embarrassed": ("talk", "look down"),
    "tired": ("look down", "lean"),
    "disgusted": ("arms crossed", "hands on hips"),
    "laugh": ("hands on hips", "talk"),
    "happy": ("talk", "hands on hips"),
}
_SILENT: dict[Emotion, tuple[Pose, ...]] = {
    "angry": ("arms crossed", "hands on hips"),
    "determined": ("hands on hips", "stand"),
    "disgusted": ("arms crossed",),
    "sad": ("look down", "stand"),
    "ashamed": ("look down",),
    "embarrassed": ("look down",),
    "tired": ("look down", "lean"),
    "crying": ("cover face", "look down"),
    "pained": ("head in hands", "stand"),
    "laugh": ("hands on hips", "stand"),
    "surprised": ("talk",),
    "afraid": ("stand",),
}
_HABITS: tuple[tuple[Pose, ...], ...] = (
    ("arms crossed", "hand on chin"),
    ("hands on hips", "look down"),
    ("lean", "arms crossed"),
    ("hands on hips", "lean"),
    ("hand on chin", "arms crossed"),
)
_THINKING: tuple[Pose, ...] = ("hand on chin", "look down", "look up")
_ALONE: tuple[Pose, ...] = ("look down", "hand on chin", "look up", "lean")


def said(lines: Sequence[Line]) -> Pose | None:
    """What the words of the lines make their speaker do; of several the first that makes anything."""
    moves = ((line.text, pose) for line in lines if (pose := first(SAID, line.text)))
    return next((pose for text, pose in moves if pose != "read" or "?" not in text), None)


def said_contact(lines: Sequence[Line]) -> Contact:
    """How the words of the lines make their speaker touch whom they are said to; "" where they don't."""
    return next((contact for line in lines if (contact := first(SAID_CONTACTS, line.text))), "")


def needs_another(lines: Sequence[Line]) -> bool:
    """Whether what the words make their speaker do is done to somebody."""
    return bool(said_contact(lines)) or said(lines) in ("plead", "reach", "bow", "point")


def speaking(name: str, feeling: Emotion, lines: Sequence[Line], turn_of: int) -> Pose:
    """How one with the word and no deed holds themselves. `turn_of` counts their panels: nobody holds
    one gesture for long."""
    if lines and all(line.kind == "thought" for line in lines):
        return _turned(_THINKING, name, turn_of)
    if feeling in _SPEAKING:
        return _turned(_SPEAKING[feeling], name, turn_of)
    if feeling in ("calm", "smile"):
        habit = _HABITS[seed(name) % len(_HABITS)]
        return _turned(("talk", habit[0], "talk", habit[1]), name, turn_of)
    return "talk"


def silent(name: str, feeling: Emotion, alone: bool, child: bool, turn_of: int) -> Pose:
    """How one without a word or a deed is there: as the feeling has it, else listening in a way of their
    own; a child looks up at those who talk."""
    if feeling in _SILENT:
        return _turned(_SILENT[feeling], name, turn_of)
    if feeling not in ("calm", "smile", "happy", "tender"):
        return "stand"
    if alone:
        return _turned(_ALONE, name, turn_of)
    if child:
        return _turned(("look up", "stand", "hands on hips"), name, turn_of)
    habit = _HABITS[seed(name) % len(_HABITS)]
    return _turned((*habit, "stand"), name, turn_of)


def _turned(poses: tuple[Pose, ...], name: str, turn_of: int) -> Pose:
    return poses[(seed(name) + turn_of) % len(poses)]
