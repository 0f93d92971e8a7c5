"""What people do in a story's words: postures, what they take up and put down, how they come and go.

As in `lexicon`, each table is searched in order, so the rarer and stronger entries stand first.
"""

import re

from toonverse.domain.storyboard import Pose
from toonverse.studio.directing import lexicon
from toonverse.studio.directing.contacts import thing_is_hugged
from toonverse.studio.directing.idioms import IDIOMS
from toonverse.studio.directing.lexicon import Table, table

POSES: Table[Pose] = table(
    [
        (
            "embrace",
            r"껴안|끌어안|부둥켜|안아 주|안아주|포옹|안겼|품에 안|얼굴을[^.]{0,14}비비",
            r"hugg?(?:s|ed|ing)?\b|embrac|in (?:his|her|their) arms|enfold|arms around",
        ),
        (
            "strike",
            r"후려|때렸|때리|내리쳤|걷어차|찼다|(?<!혀를 )차며|주먹을 날|휘둘|따귀|뺨을|"
            r"풀매질|베었|찔렀",
            r"hit\b|hits\b|str(?:uck|ike)(?! a match| out for| up)|punch|slap|kick|slam(?!(?:s|"
            r"med)? (?:the|a|her|his) door)|smash|"
            r"swung at|hurl|stab(?:s|bed|bing)?\b",
        ),
        (
            "fall",
            r"넘어졌|넘어지|쓰러(?!져 ?있|진 채)|(?<!잠에 )떨어졌다|추락|고꾸라|미끄러졌|나동그라",
            r"(?:fell|falls)\b(?! (?:on|to|upon) (?:his|her|their) knees| in love| asleep| silent| quiet|"
            r" open)|falling|collaps|stumbl|tripp|topple|"
            r"tumbl(?!ed down on| down on)|sank\b(?! (?:down|in|on))|sinks\b",
        ),
        (
            "run",
            r"(?<!매)달려|(?<!매)달렸|(?<!매)달리|뛰어(?!난)|뛰었|뛰는|뛴다|달음질|도망|쫓아|쫓겨|뛰쳐",
            r"run(?:s|ning)?\b|(?<!tears )ran\b(?! (?:down|into|along) (?:his|her|the))|rush|dash|"
            r"sprint|race[ds]?\b|fle[ed]|hurr(?:y|ied)|chas",
        ),
        (
            "raise fist",
            r"주먹을 (?:들|치켜|휘)|만세|치켜들|번쩍 들(?!었다 고개)",
            r"(?:shook|shakes?|rais\w+|clench\w+) (?:his|her|their|a|both) fists?|rais(?:es|ed) (?:his|"
            r"her|their) (?:hand|arm)|triumph|cheer(?:s|ed)\b|hooray",
        ),
        (
            "carry",
            r"업고|업은|업었|짊어|메고|들고 (?:가|왔|온|간|나)|안고 (?:가|왔|온|나)|나르|태우고|실어",
            r"carr(?:y|ied|ies|ying)|haul|lugg|bore\b|shouldered\b",
        ),
        (
            "pull",
            r"(?:밧줄|줄|그물|수레|인력거|배|닻|지렛대|레버|문|팔|손|소매|고삐)[을를]?[^.,]{0,12}(?:당겼|"
            r"당기|당겨|끌고|끌어)|"
            r"인력거를|꺼들|잡아채|힘껏 (?:당|끌)",
            r"(?:pull|drag|tug|yank|haul)(?:s|ed|ing|ged)? (?:\w+ ){0,3}(?:ropes?|boats?|carts?|rickshaw|"
            r"nets?|oars?|levers?|"
            r"doors?|weight|him|her|them|arm|sleeve|line)\b|(?:whole )?weight on|row(?:s|ed|ing)\b|"
            r"tow(?:s|ed)?\b",
        ),
        (
            "drink",
            r"마셨|마시|들이켜|들이켰|한 ?잔|술잔|홀짝|삼켰",
            r"drink|drank|sipp(?:ed|ing)|sips|gulp|swallow(?:s|ed) (?:the|his|a|it)",
        ),
        (
            "write",
            r"적었|적어|쓰기 시작|편지를 쓰|글을 쓰|써 내려|그렸다|그림을 그|그리고 있",
            r"writ(?:e|es|ing|ten)\b|wrote|scribbl|sketch|dr(?:aws?|ew|awing)\b (?:\w+ ){0,3}(?:picture|"
            r"map|line|circle|sketch|portrait|face)s?|sign(?:s|ed)\b|type[sd]?\b",
        ),
        (
            "read",
            r"읽(?:었|고|더니|는|어)|들여다보|펴 ?보|펼쳐 ?보",
            r"read(?:s|ing)?\b(?! aloud to)|unfold(?:s|ed)\b",
        ),
        (
            "plead",
            r"빌었|빌며|싹싹|애원|간청|두 손을 모|매달리",
            r"plead|begg|clasp(?:s|ed|ing) (?:his|her|their) hands|implor|pray(?:s|ed|ing)\b",
        ),
        (
            "kneel",
            r"무릎[을 ]*꿇|꿇어|무릎으로",
            r"kneel|knelt|(?:on|to|upon) (?:his|her|their) knees",
        ),
        (
            "bow",
            r"절[을 ]*(?:하|했)|허리를 (?:굽|숙)|굽신|조아리|조아렸|엎드려 절",
            r"bow(?:s|ed|ing) (?:low|deep|to|before|down|his|her)|curtsi|curtsey",
        ),
        (
            "cover face",
            r"얼굴을 (?:감싸|묻|가리)|두 손으로 얼굴",
            r"buried (?:his|her|their) face|cover(?:s|ed) (?:his|her|their) (?:face|eyes)",
        ),
        ("head in hands", r"머리를 (?:감싸|쥐어|싸매)", r"head in (?:his|her|their) hands"),
        (
            "crouch",
            r"쪼그|웅크|쭈그|엎드|숨어|숨었|숨죽|몸을 낮|기어|주우|주웠|주워",
            r"crouch|squat|huddl|duck(?:s|ed)\b|hid(?:e|es|den|ing)?\b|crawl|pick(?:s|ed)? up|bent\b|bend",
        ),
        (
            "lie",
            r"누워|누웠|누운|눕|드러눕|엎어져|쓰러져 ?있|쓰러진 채|잠들었|잠에 (?:떨어|빠)|"
            r"곯아떨어|잠이 든|자고 있|앓는",
            r"l(?:ie|ies|ay|ying)\b (?:on|in|down|there|awake|still)|(?:fell|fast) asleep|slept\b"
            r"|(?:is|was|were|lay) (?:sleeping|asleep)|in bed\b|flopp",
        ),
        (
            "sit floor",
            r"(?:바닥|마루|땅|갑판|방|마당|멍석|돗자리)에[^.]{0,10}앉|"
            r"(?<!벤치에 )(?<!의자에 )(?<!쪽에 )(?:털썩|퍼질러|주저앉)",
            r"s[ai]t(?:s|ting)? (?:down )?(?:on|upon) the (?:\w+ )?(?:floor|deck|ground|grass|sand|"
            r"steps?|stairs?|snow|rug|mat)",
        ),
        (
            "sit",
            r"앉아|앉았|앉은|앉는|걸터|주저앉",
            r"s[ai]t(?:s|ting)?\b|seated|perch|(?:tumbled|sank|dropped|flopped) (?:down )?(?:on|onto|into)",
        ),
        (
            "point",
            r"가리켰|가리키|손가락질|삿대질",
            r"point(?:s|ed|ing)\b",
        ),
        (
            "wave",
            r"손을 흔들|손짓|손을 들어|팔을 내저|수건을 흔들",
            r"wav(?:e|es|ed|ing)\b|beckon",
        ),
        (
            "reach",
            r"당겼|당기|당겨|손을 (?:뻗|내밀|대었|댔|얹)|던졌|던져|집어던|내밀었|내밀|건네|건넸|뻗었|붙잡|"
            r"잡으려|열었다|문을 (?:열|밀)|내민",
            r"reach|pull|tug|threw|throws|toss|hand(?:s|ed) (?:him|her|them|it|over)|held out|holds out|"
            r"offer|"
            r"stretch|"
            r"extend|open(?:s|ed)\b"
            r"|gave|gives|grab|touch|knock|push",
        ),
        (
            "look up",
            r"올려다|쳐다보|우러|하늘을 (?:보|바라)|고개를 들|천장",
            r"look(?:s|ed|ing)? up|gaz(?:e|es|ed|ing) (?:up|at the sky)|star(?:e|es|ed|ing) up|"
            r"lift(?:s|ed) (?:his|her) (?:head|eyes)",
        ),
        (
            "look back",
            r"돌아보|돌아봤|뒤를 돌|돌아서|뒤돌아|고개를 돌",
            r"look(?:s|ed|ing)? back|turn(?:s|ed|ing)? (?:around|back|away|to\b|toward)|glanc|"
            r"over (?:his|her) shoulder",
        ),
        (
            "look down",
            r"(?:고개|머리)를 숙|고개를 (?:떨|푹|떨구|떨궜)|눈을 (?:내리|떨구)|내려다보|눈길을 떨",
            r"look(?:s|ed|ing)? down|hung (?:his|her|their) head|lower(?:s|ed) (?:his|her|their) (?:eyes|"
            r"gaze)|star(?:ed|es|"
            r"ing) (?:down|at the (?:floor|"
            r"ground))|bent over\b",
        ),
        (
            "hand on chin",
            r"턱을 (?:괴|고이|만지|쓰다듬)",
            r"chin in (?:his|her) hand|strok(?:ed|"
            r"es) (?:his|her) (?:chin|beard)",
        ),
        ("hands on hips", r"허리에 손|양손을 허리", r"hands on (?:his|her) hips|arms akimbo"),
        (
            "lean",
            r"기대(?:어|고| 서|섰)",
            r"lean(?:s|ed|ing)? (?:against|back|on the (?:wall|rail|door|"
            r"counter))",
        ),
        (
            "arms crossed",
            r"팔짱",
            r"(?:arms (?:crossed|folded))|(?:cross|fold)(?:s|ed)? (?:his|her|their) arms",
        ),
        (
            "hold",
            r"(?:빼|뽑아|집어|받쳐) ?들|뽑았|들고|들었다|쥐고|쥐었|쥔|움켜|꺼내|꺼냈|집어|집었|품에|손에",
            r"h[eo]ld(?:s|ing)?\b|cl[iu]ng|clutch|grip|cradl|took out|takes out|in (?:his|her|"
            r"their) hand|lift(?:s|ed)\b|took\b|takes\b",
        ),
        (
            "walk",
            r"걸어|걸었|걷는|걷고|걸음|발길|향했|다가|들어서|들어갔|들어왔|들어온|나섰|나왔|나갔|"
            r"올라|내려[갔오왔가]|지나|돌아왔|돌아온|다다",
            r"walk|step|stroll|stride|strode|wander|climb|enter|approach|came\b|comes\b|went\b|"
            r"goes\b|follow|cross(?:es|ed)\b"
            r"|arriv|return|leav(?!\w* (?:it|this|that)\b)|left\b(?! (?:it|hand|arm|side|open|nothing))|"
            r"march|pac(?:ed|es|ing)\b|trudg",
        ),
    ]
)

# what is done with few gestures: looked for where none of the others is found
_SMALLER: Table[Pose] = table(
    [
        (
            "drink",
            r"먹(?:었|으며|고 있|는다|기 시작)|베어 ?물|떠먹|담배를 (?:피|물)",
            r"eat(?:s|ing)?\b|ate\b|chew|bit(?:es|ing)? into|nibbl|smok(?:ed|es|ing) (?:his|her|a)|"
            r"puff(?:s|ed) at",
        ),
        (
            "hold",
            r"(?:전화를|전화) (?:걸|했|받)|통화(?:를|하|했)|번호를 (?:누르|눌)|"
            r"가슴에 (?:꼭 )?(?:안|품|대)|두 손으로|매달려|불을 붙|성냥을 (?:켜|긋|그)|세어 ?보|쓸었|쓸고|"
            r"비질|"
            r"저었|저으며|연주|켰다|흔들었",
            r"(?:tele)?phoned\b|dial(?:s|l?ed)\b|rang (?:him|her|the)\b|"
            r"to (?:his|her) (?:chest|heart|bosom|breast)|with both hands|(?:strikes?|struck) a match|"
            r"(?:lit|lights?) (?:the|a|his|her)|count(?:s|ed|ing)\b|sweep|swept|stir(?:s|red)\b|pick(?:s|"
            r"ed) it|"
            r"hang(?:s|ing)? on|play(?:s|ed)\b|tied?\b|cupped",
        ),
        (
            "reach",
            r"찢(?:었|어|고|으며)|잘랐|잘라|묶었|묶어|집어넣|깨뜨|뒤집|불을 (?:켰|껐)|도장을 찍|"
            r"만지|만졌|더듬|두드[리렸]|눌렀|잠갔|풀었|벌렸|돌렸다|닦았|씻었|쓰다듬|따랐|따라 주|부었|붓|"
            r"꽂았|밀었|밀고|닫았|건드|걸었다(?=$)|내려놓|놓았|올려놓|떼어|퍼냈|퍼내",
            r"tear(?:s|ing)?\b(?= (?:it|the|a|his|her|up|open))|ripp(?:s|ed)\b|dig(?:s|ging)?\b|dug\b|"
            r"undid|undo|unlock|lock(?:s|ed)\b|check(?:s|ed)\b|turn(?:s|ed) (?:all|the|a) (?:\w+ )?(?:key|"
            r"lock|"
            r"handle|knob)|press(?:es|ed)\b|wip(?:es|ed)\b|rub(?:s|bed)\b|pour(?:s|ed)\b|fill(?:s|ed)\b|"
            r"clos(?:es|ed) the|shut the|set (?:it|the)\b|put(?:s)? (?:the|it|a|his|her)\b|laid (?:it|the)|"
            r"brush(?:es|ed)\b|pat(?:s|ted)\b|cut(?:s)? the|tore\b|switched|dragg|slam(?:s|med) (?:the|it)",
        ),
        (
            "hand on chin",
            r"긁적|입술에 (?:댔|손|대)|입을 (?:막|틀어)|눈물을 (?:닦|씻|훔)|눈을 비비|생각에 잠|갸웃|기웃|"
            r"머뭇|"
            r"망설|수염을 쓰",
            r"scratch(?:ed|es) (?:his|her) head|finger to (?:his|her) lips|wip(?:ed|es|"
            r"ing) (?:away )?(?:his|her|the) "
            r"(?:eyes|tears|face)|thought for a|hesitat|consider|ponder|puzzl",
        ),
        (
            "crouch",
            r"살금살금|몸을 웅|벌벌 떨",
            r"crept\b|creep|peer(?:s|ed) (?:into|through|under)|sn(?:uck|eak)",
        ),
        (
            "run",
            r"뛰어들|몸을 날|훌쩍|뛰어내|솟구",
            r"leap(?:s|t|ed)|jump|sprang|dived?\b|dove\b|bound(?:s|ed) ",
        ),
        (
            "fall",
            r"엉덩방아|나뒹|휩쓸|몸을 던|빠졌다",
            r"slipp?(?:s|ed)\b(?! (?:out|from))|swept (?:him|her|them)|reel",
        ),
        (
            "walk",
            r"서성|거닐|따랐다|물러(?:섰|났|나)|나타났|돌아갔|나온다|온다$|간다$",
            r"appear(?:s|ed)\b|wade|tiptoe",
        ),
        (
            "look up",
            r"(?:별|달|하늘|간판|지붕)[을를] (?:보|바라)",
            r"(?:at|into) the (?:sky|stars?|moon|ceiling)",
        ),
        (
            "look down",
            r"고개를 (?:끄덕|저)|(?:손|발|찻잔|잔|편지|신발|구두)[을를] (?:보|바라)|한숨",
            r"nod(?:s|ded)\b|looked at (?:his|her|the) (?:mug|cup|hands?|shoes?|feet|letter|floor)|"
            r"sigh(?:s|ed|ing)?\b|"
            r"swallow(?:s|ed)\b",
        ),
        (
            "look back",
            r"창밖을|먼 (?:곳|산|바다)|바라보|바라봤|두리번|둘러보|흘끔|힐끗",
            r"out (?:of|at|through|over|across) the (?:window|sea|water|street)|look(?:s|ed)? (?:about|"
            r"round|around)|"
            r"peek|watch(?:es|ed) (?:him|her|them|it) (?:go|leave|from)",
        ),
        ("hands on hips", r"훑어보|노려|코웃음|우쭐|뽐내|으스", r"glar(?:ed|es)|sneer|puffed out|brag|boast"),
    ]
)


def pose_in(clauses: str) -> Pose | None:
    """What somebody is seen to do in these clauses, the most telling of several; `None` for nothing."""
    clauses = IDIOMS.sub(" ", clauses)
    if not clauses.strip():
        return None
    pose = lexicon.first(POSES, clauses) or lexicon.first(_SMALLER, clauses)
    return "hold" if pose == "embrace" and thing_is_hugged(clauses) else pose


_TAKES = re.compile(
    r"들고|들었|들어 (?:올|겨|보|내)|쥐고|쥐었|쥔|움켜|꺼내|꺼냈|집어|집었|받아|받았|품에|펴 보|폈|펼쳤|내밀|"
    r"겨누|겨눴|뽑아|뽑았|빼들|빼 들|(?<!끌어)올렸다|올려 ?바|바쳤|쏘았|쐈다|휘두|치켜|보여 ?주|뜯었|뜯어|"
    r"찢었|찢어"
    r"|(?:hands?|the other) (?:on|around|round|full of)\b"
    r"|\b(?:hold|held|clutch|grip|took|takes|pick|lift|carr|draw|drew|swing|handed|cupped|with (?:a|"
    r"his|her))|\b(?:rais(?:es|ed)|aim(?:s|ed)|fir(?:es|ed)|unfold(?:s|ed)|tore|ties|tied|showed|shows|"
    r"wav(?:es|ed)|pull(?:s|ed) out|unroll(?:s|ed)) (?=the |a |an |his |her |their |it\b)",
    re.IGNORECASE,
)


_RISES = re.compile(
    r"서 ?있었다|"
    r"일어[서났나섰](?! ?앉)|일어서|벌떡|몸을 일으|(?:뛰|달려|걸어) ?(?:나|들)|떠났"
    r"|\b(?:stood up|st[ao]nds? up|stood (?:by|at|in|on|beside|near|behind|before|there|with)|"
    r"g[eo]ts? (?:up|to (?:his|her) feet)|rose|r[io]ses? (?:up|to)|leap(?:s|"
    r"ed|t)? up|jump(?:s|ed) up"
    r"|sprang up|on (?:his|her) feet|ran\b|walk)",
    re.IGNORECASE,
)


def rises(text: str) -> bool:
    """Whether somebody gets up, or goes."""
    return bool(_RISES.search(text))


_GOES = re.compile(
    r"사라[졌지져]|떠났|떠나 ?(?:버|갔)|가 ?버렸|달아났|"
    r"\b(?:vanish|disappear|went away|walk(?:s|ed) (?:away|off)|was gone\b|rode (?:away|off)|"
    r"drove (?:away|off))",
    re.IGNORECASE,
)


def goes(text: str) -> bool:
    """Whether somebody goes for good before our eyes."""
    return bool(_GOES.search(text))


_DROPS = re.compile(
    r"떨어뜨|떨어트|놓쳤|내려놓|(?:전화|수화기)[를을] (?:탁 )?(?:끊|내려)|손에서 [^.]{0,8}떨어|내던졌|집어던|"
    r"\b(?:drop(?:s|ped)|h[au]ngs? up|put (?:it |the \w+ )?(?:down|back|away)|"
    r"set (?:it|the \w+) down|let (?:it |them )?(?:fall|go)|threw|throws|flung|"
    r"fell from (?:his|her|their))\b",
    re.IGNORECASE,
)


def drops(text: str) -> bool:
    """Whether something leaves a hand."""
    return bool(_DROPS.search(text))


def takes(text: str) -> bool:
    """Whether something is taken up or held."""
    return bool(_TAKES.search(text))


_APPEARS = re.compile(
    r"굴러 ?나|나왔|놓여|들어 ?있|떨어[졌지]|꺼내|건네|떠올|묻혀|매달|걸려"
    r"|\b(?:there (?:was|were|lay|stood|hung)|out of (?:it|the)|roll(?:s|ed)|fell|falls|lay on|stood on|"
    r"hung|found|"
    r"printed|cracked|open(?:s|ed))\b",
    re.IGNORECASE,
)


def appears(text: str) -> bool:
    """Whether something comes to light, or is told to lie or hang there."""
    return bool(_APPEARS.search(text))


_STATIVE_KO = re.compile(
    r"(?:이었|(?<!하)였|있었|없었|같았|많았|적었|살았|알았|몰랐|싶었|아니었|좋았|싫었|보였|컸|작았|컸었|"
    r"길었|짧았|불렀|되었|"
    r"했었|싶었)다"
)
_HAPPENED_EN = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!had )(?<!not )\b(?!(?:seemed|loved|wanted|needed|lived|"
    r"named|called|used|"
    r"owned|belonged|hoped|believed|supposed|expected|married|worked|learned|tired|aged|bored|need|"
    r"indeed|red|bed)\b)"
    r"(?:\w{2,}ed|took|gave|put|set|got|went|came|stood|sat|ran|held|caught|drew|threw|broke|shook|bent|"
    r"rose|swung|led|"
    r"blew|hung|lit|laid|slid|spun|struck|swept|wound|dug|hid|rode|drove)\b",
    re.IGNORECASE,
)


_HAPPENS_EN = re.compile(  # screenplays tell in the present
    r"\b(?:get|take|put|turn|drive|open|enter|share|raise|drop|smack|pour|speed|pull|push|throw|grab|"
    r"lift|set|hand|hang|"
    r"climb|step|stop|lean|hold|catch|fall)(?:e?s)\b|\bgoes\b|\bget into\b",
    re.IGNORECASE,
)
_ENDING_KO = re.compile(r"(?:습니다|습니까|어요|지요|네요|다)$")


def happens(clause: str) -> bool:
    """Whether a clause tells an event rather than a state: a past tense of a verb that moves something."""
    last = clause.rstrip(" .,!?…\"'”’")
    stem = _ENDING_KO.sub("", last)
    if stem != last and stem and "가" <= stem[-1] <= "힣":
        past = (ord(stem[-1]) - ord("가")) % 28 == 20  # a syllable that closes with the double s of the past
        return past and not _STATIVE_KO.search(stem + "다")
    return bool(_HAPPENED_EN.search(clause) or _HAPPENS_EN.search(clause))
