"""Words by which a story moves: time jumps, arrivals, departures."""

import re

from toonverse.domain.story import Language

_UNIT_KO = r"(?:초|분|시간|일|날|달|개월|년|주일|주|해|밤|계절)"
_UNIT_EN = r"(?:second|minute|hour|day|week|month|year|night|season)s?"

JUMP: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"^(?:그리고 |그러나 |그런데 |하지만 |그러던 )?(?:"
        r"다음 ?날|이튿날|사흘 (?:뒤|후|째)|나흘 (?:뒤|후)|그날 (?:밤|저녁|오후|새벽|아침)|"
        r"어느 (?:[가-힣]+ )?(?:날|밤|저녁|새벽|아침)(?![가-힣]{2})|"
        r"(?:며칠|얼마|한참|잠시|조금) ?(?:뒤|후|만에|지나)(?:에|,| |가|였|의|자)|"
        rf"(?:몇|[한두세네]|\d+|하루|이틀|[가-힣]{{1,2}}) ?{_UNIT_KO} ?(?:뒤|후|만에|지나)(?:에|,|"
        rf" |가|였|의|자)|"
        r"날이 (?:밝|저물)|해가 (?:지|뜨|저물|중천)|밤이 (?:되|깊|이슥)|아침이 (?:되|밝)|"
        r"저녁이 되|담날|(?:하루|이틀|사흘|나흘|닷새|엿새|열흘|보름|며칠|[가-힣\d]{1,3} ?(?:주일|달|해|년)) "
        r"전(?![가-힣]{2})|"
        r"하루는 |그저께|엊그제|지난 ?(?:봄|여름|가을|겨울|주|달|밤|해)|재작년|작년 |그해 |언젠가 |"
        r"(?:그 ?뒤|그 ?후)(?:로|에)? |오늘 (?:밤|아침|저녁|새벽)에도 |"
        r"[^.!?]{2,14} (?:담날|다음 ?날|이튿날) (?:아침|저녁|밤|새벽|오후|저녁나절)|"
        r"월요일|화요일|수요일|목요일|금요일|토요일|일요일|"
        r"새벽,|아침,|저녁,|그날,|봄이|여름이|가을이|겨울이)"
    ),
    "en": re.compile(
        r"^(?:(?:oh|and|but|so|then|well),? ){0,2}(?:"
        r"(?:the|on the) (?:next|following) (?:(?:\w+ )?hours?|days?|morning|night|evening|"
        r"afternoon|week)(?! would)|"
        r"that (?:same )?(?:night|evening|afternoon|morning)\b|"
        rf"(?:\w+ ){{0,3}}{_UNIT_EN} (?:later|passed|went by|after)|later that|"
        r"(?:by|at|before|around|near|towards?) (?:evening|nightfall|morning|noon|dawn|midnight|dusk|sunset|"
        r"sunrise|sundown)\b|"
        r"one (?:\w+ )?(?:day|night|morning|evening|afternoon),|"
        r"(?:early |late )?(?:on |in )?the (?:next|following) "
        r"(?:morning|day|evening|afternoon|night)(?! would)|"
        r"(?:last|the previous) (?:night|week|month|year|summer|winter|spring|fall|autumn|\w+day)\b|"
        r"the (?:day|night|week|month|year|morning|evening) before(?: that)?,|"
        rf"(?:about |some |almost |nearly |only |just )?(?:an? )?(?:\w+ ){{1,3}}{_UNIT_EN} "
        r"(?:ago|before|earlier),? |"
        r"(?:about |for )?(?:\w+ )?(?:minutes|hours|days|weeks) (?:he|she|they|we|I) "
        r"(?:waited|walked|drove|sat)\b|"
        r"(?:after|at) (?:supper|dinner|breakfast|lunch|school|work|the funeral|the wedding),|"
        r"on the (?:morning|evening|night|afternoon|day) (?:of|after|before)\b|"
        r"in the (?:morning|afternoon|evening),? (?:I|we|he|she|they|my)\b|"
        r"when (?:I|we|he|she|they) (?:woke|awoke|came to)\b|"
        r"(?:that|the next) (?:spring|summer|fall|autumn|winter)\b|"
        r"on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|"
        r"it was (?:past |nearly |almost )?(?:evening|night|midnight|morning|dusk|dawn) (?:when|by|before)|"
        r"(?:when|as soon as|by the time) (?:\w+ ){1,4}(?:reached|got (?:home|back|to)|came home|"
        r"arrived|returned)|"
        r"back (?:at|in|home)|meanwhile)",
        re.I,
    ),
}
"""Openings that move the story in time."""

NEW_DAY: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"다음 ?날|이튿날|며칠|사흘|나흘|달 (?:뒤|후)|년 (?:뒤|후)|어느 |요일|[봄여름가을겨울]이 "
    ),
    "en": re.compile(
        r"next (?:day|morning|night|evening|afternoon|week)|days|weeks|months|years|morning|dawn|"
        r"one (?:day|night)"
        r"|day (?:later|after)|\bon \w+day",
        re.I,
    ),
}
"""Among those openings, the ones after which yesterday's weather no longer counts."""

GOES: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"(?:집|방|숲|마을|도시|성|가게|학교|병원|배|차|안|밖|앞)(?:에|까지|으로) (?:다다랐|도착|"
        r"이르렀|돌아왔|들어섰)|(?:방문|대문|현관문|문)을 (?:왈칵|벌컥|활짝|빠끔히|빼꼼|드르륵|"
        r"살며시|조심스레) 열(?:었|고)|"
        r"(?:태우고|데리고|이끌고|메고|업고) (?:나선|나섰|떠났|길을)|까지 (?:끌어다|데려다|태워다|"
        r"바래다|모셔다) (?:주|드리)|길을 (?:떠났|나섰)|집을 (?:나섰|나왔|나올)"
    ),
    "en": re.compile(
        r"^(?:where|when) (?:he|she|they|I) (?:stopped|arrived|came out)\b"
        r"|\b(?:led|took|brought|dragged|carried) (?:me|him|her|them|us) (?:\w+ ){0,2}(?:into|to|"
        r"up|down|round|around|inside|through|back)\b"
        r"|\b(?:went|walked|ran|drove|rode|rowed|sailed|travelled|flew) (?:all the way )?(?:home|away|back)\b"
        r"|\btook the \w+ and went in\b",
        re.I,
    ),
}
"""Goings and comings that need no second place to count."""

ARRIVES: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"도착|들어서|들어섰|들어갔|들어와|다다랐|다다르|돌아왔|돌아갔|돌아오|이르렀|향했|향해|"
        r"나섰|나왔|나와|나올 때|올라갔|올라섰|올라탔|내려갔|내려왔|"
        r"내렸|찾아갔|닿았|건너|갔다|왔다|간다|온다|갔습니다|왔습니다|빠져나|앉아 있었|서 있었|모였"
    ),
    "en": re.compile(
        r"\b(?:reached|arrived|entered|stepped (?:in|into|out|onto|inside|outside)|came (?:in|"
        r"into|home|back|to)|"
        r"(?:went|walked|ran|hurried|climbed|drove|crawled|slipped|rushed) (?:in|into|out|"
        r"to(?! (?:sit|see|look|stand|lie|sleep|help|fetch|get|open|find|ask))|home|"
        r"back|up|down|through)|"
        r"returned to|got (?:home|off|out)|crossed|followed \w+ (?:in|into|to)|sat in|stood in|"
        r"lay in|waited (?:in|at|on)|found (?:him|her|them|it|[A-Z]\w+) (?:in|on|at|by|under))\b"
    ),
}
"""Goings and comings that count where the place is another."""

OPENS_EN = re.compile(
    r"^(?:(?:in|at|on|inside|outside|under|beyond|down|across|up) |there (?:was|were) )", re.I
)
ENTERS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"문을 (?:\S+ )?(?:밀었|밀치고 들어|밀고 (?:들어|안)|열고 (?:들어|안으로))|"
        r"안으로 (?:들어갔|들어섰|뛰어들)|"
        r"문턱을 넘"
    ),
    "en": re.compile(
        r"\b(?:pushed|pulled|shouldered|kicked) (?:open )?the (?:\w+ )?door(?: open)?(?: and (?:went|stepped|"
        r"walked|ran|slipped|ducked)|\.$)|\b(?:stepped|went|ducked|slipped|hurried|ran|walked) inside\b"
    ),
}
"""Going in by a door."""

DISTANT: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"(?:이|가|도) (?:내려다|올려다|건너다|바라|내다)?보였|(?:을|를) (?:바라|내다|건너다|올려다|내려다)보"
    ),
    "en": re.compile(r"\bin the distance\b|\bfar (?:off|away)\b|\bcould (?:just )?(?:see|be seen)\b"),
}
"""A place that is looked at."""

LOOKS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"(?:바라|내다|건너다|올려다|내려다|돌아|쳐다)보|눈길을|가리켰|고개를 (?:들|돌)"),
    "en": re.compile(r"\b(?:look(?:ed|s|ing)|gazed|stared|pointed|turned (?:his|her|their) (?:eyes|head))\b"),
}
STANDS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"(?:서|놓여|떠|걸려|펼쳐져|자리하고|자리 잡고) ?있었|(?:이|가) 있었"),
    "en": re.compile(r"\b(?:stood|lay|rose|hung|was|were|sat|shone|burned) (?:a|an|the|two|three|some)\b"),
}
"""What merely is there, for one who looks."""

COME_TO: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"^(?:그리고 |그런데 )?(?:\S+ ){0,4}?(?:\S*층|[^ ]*곳|거기|너머|안|밖|끝|위|아래|뒤)(?:은|는|이|가) "
        r"(?:\S+ ){0,3}?\S+(?:이었|였)(?:다|습니다)[.!]"
    ),
    "en": re.compile(
        r"^(?:\w+ ){0,4}?(?:floor|other side|place|beyond it|behind it|end)\b(?: \w+){0,3}? was "
        r"(?:a|an|the)\b|"
        r"^(?:\w+ ){0,4}?(?:doors?|stairs?|steps?|elevator|lift|passage|tunnel) (?:\w+ )?opened "
        r"(?:on to|onto|into|out on)\b"
    ),
}
"""Where one has come to, before it is said what it is."""

CEASES: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"(?<![가-힣])(?:비바람|비|눈보라|눈발|눈|빗줄기|빗발|빗소리|소나기|장대비|안개|폭풍우|폭풍|태풍|바람|천둥)"
        r"(?:가|이|는|은|도)? (?:\S+ ){0,2}?"
        r"(?:그쳤|그쳐|그치고|그치자|그친|멎었|멎어|멎고|멎자|멎은|멈췄|멈춰|멈추고|멈추자|멈춘|개었|개어|개고|개자|갰|갠|걷혔|걷혀|걷히고|"
        r"걷히자|걷힌|잦아들|잠잠해|물러[갔나])"
    ),
    "en": re.compile(
        r"(?<!until the )(?<!before the )\b(?:rain|snow|storm|fog|mist|drizzle|downpour|wind|sleet|blizzard|"
        r"thunder|shower|gale)s?(?: (?!not\b|never\b|nor\b)\w+){0,3}? (?:stopped|ceased|cleared|lifted|"
        r"over(?! (?:the|an?|his|her|their|our|my|us|them)\b)|"
        r"gone|ended|passed|let up|died|eased off|blown itself out)\b"
        r"|\b(?:stopped|ceased) (?:raining|snowing|blowing)\b"
        r"|\b(?:sky|skies|weather) (?:had |has |was )?(?:cleared|clearing)\b",
        re.I,
    ),
}
"""Weather that comes to its end; `비가 그치면`, `until the rain stopped` only speak of it."""

NOT_FALLING: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"(?<![가-힣])(?:비|눈)(?:가|이|는|은|도|라곤|라고는)? ?(?:오지|내리지|안 오|안 내리)"
        r"|(?<![가-힣])(?:비|눈) (?:온|내린|갠|개인) (?:뒤|후|다음|끝)|(?<![가-힣])비 ?(?:갠|개인)"
    ),
    "en": re.compile(
        r"\b(?:no longer|not|n['’]t|never) (?:\w+ )?(?:rain|snow)(?:ing|ed)?\b"
        r"|\b(?:after|since|before) the (?:\w+ )?(?:rain|storm|snow|shower|downpour)s?\b"
        r"(?! (?:began|started|came))"
        r"|\b(?:rain|snow|storm|fog)(?:['’]s| is| was| had been) (?:\w+ )?(?:gone|over)\b(?! (?:the|an?)\b)",
        re.I,
    ),
}
"""Rain and snow that are only named: `it was no longer raining`, `비 온 뒤`."""

TRAVELS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"태우고 나선|태워다 주|길을 (?:떠났|나섰|재촉)|달음질"),
    "en": re.compile(r"\b(?:set out|set off|on the road|rode|drove)\b"),
}
"""What is under way has the road for its place, though home be named as its goal."""

OPENS_KO = re.compile(
    r"(?: (?:문|입구|난간|한쪽|구석|한가운데))?"
    r"(?:은|는|에서|에는|에선| ?(?:안|위|끝|앞|밖)(?:은|에|에서|에는|에선|으로|로))(?![가-힣])"
)
"""What makes the first word of a sentence the place it plays in."""

COMES_OUT: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"에서 (?:\S+ ){0,4}?(?:나온다|나왔|나오|뛰어나|걸어 나)"),
    "en": re.compile(r"\b(?:came|comes|stepped|walked|ran|hurried|emerged) (?:out of|from) (?:the|a|an)\b"),
}
"""Somebody comes out of a place: the story is in front of it."""

GETS_OUT: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"(?:차|버스|택시|기차|열차|마차|트럭|배)에서 (?:\S+ )?(?:내렸|내려|뛰어내)"),
    "en": re.compile(
        r"\b(?:got|climbed|stepped|jumped|scrambled) (?:down )?(?:out|off)\b(?! of (?:bed|his|her))",
        re.IGNORECASE,
    ),
}
"""Somebody leaves the vehicle that a scene plays in."""

REACHES: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"^(?:\S+ ){0,3}?(?:집|방|문 앞)에 (?:다다|도착|이르|돌아)"),
    "en": re.compile(
        r"^(?:when|as soon as|by the time) (?:\w+ ){1,3}?(?:reached|got|came|arrived|returned)\b", re.I
    ),
}
"""Openings by which somebody under way has come there."""

HEADS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"(?:집|마을)으로 (?:\S+ ){0,2}?(?:향했|돌아갔|걸음을|달려갔|발길을)"),
    "en": re.compile(
        r"\b(?:hurried|rushed|ran|walked|went|drove|rode|set off|started) (?:for )?(?:home|back)\b"
    ),
}
"""Somebody sets out for home."""

PUTS_TO_SEA: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"(?<![가-힣])(?:배|나룻배|돛배|여객선|연락선|고깃배|어선|통통배)(?:가|는) (?:\S+ ){0,4}?"
        r"(?:출항|물살을|파도를|파도에|바다로 나|부두를 떠|항구를 떠|포구를 떠|나루를 떠)"
    ),
    "en": re.compile(
        r"\b(?:ferry|boat|ship|steamer|trawler|schooner|sloop) (?:\w+ly )?(?:climbed|cast off|"
        r"put (?:out )?to sea|set sail|slid down|pitched|rode (?:up|the)|"
        r"left the (?:quay|harbou?r|pier|dock))\b"
    ),
}
"""A boat that sets off takes the story with it: aboard, until somebody comes ashore."""

PASSES: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"(?:을|를) (?:지났|지나갔|스쳐|건넜|넘었)|(?:밑|아래|옆|곁)(?:을|를|으로) 지나"),
    "en": re.compile(r"\b(?:crossed|passed|sailed|steamed|went) (?:under|by|past|through|the|over)\b"),
}
"""What a boat leaves behind is not where the story comes to."""
