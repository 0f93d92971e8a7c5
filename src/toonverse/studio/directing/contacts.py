"""How people lay hands on one another in a story's words.

As in `lexicon`, the table is searched in order, so the rarer and stronger entries stand first.
"""

import re

from toonverse.domain.storyboard import Contact
from toonverse.studio.directing import lexicon
from toonverse.studio.directing.lexicon import Table, table
from toonverse.studio.directing.things import named

CONTACTS: Table[Contact] = table(
    [
        ("carry on back", r"업고|업은|업었|등에 업", r"on (?:his|her) back\b|piggyback"),
        (
            "embrace",
            r"껴안|끌어안|부둥켜|안아 ?주|안겼|품에 안|포옹|얼굴을[^.]{0,14}비비",
            r"hugg?(?:s|ed|ing)?\b|embrac|enfold|arms (?:around|about)|in (?:his|her|their) arms|kiss",
        ),
        (
            "hand over",
            r"(?:에게|한테|께)[^.]{0,20}(?:건네|내밀|주었|쥐여|넘겨|드렸)|건넸|건네|"
            r"손에[^.]{0,10}(?:쥐여|놓아|얹어)|내밀었",
            r"(?:put|laid|pressed|placed|set) [^.,;]{1,40} in(?:to)? (?:his|her|their) hands?|"
            r"(?<!his )(?<!her )(?<!their )(?<!both )(?<!the )hand(?:s|ed) "
            r"(?:him|her|them|it|over|\w+ the|\w+ a)|(?:gave|gives) (?:him|her|them)|held out|holds out|"
            r"offer",
        ),
        (
            "shake",
            r"멱살|꺼들|붙잡고 흔들|잡아 ?흔들|귀를 잡",
            r"sh(?:ook|akes|aking) (?:him|her|them)\b|seized (?:him|her|them)|by the (?:collar|throat|"
            r"shoulders)",
        ),
        (
            "hold hands",
            r"손을 (?:잡|꼭|맞|쥐었)|손목을",
            r"(?:took|take|takes|h[eo]ld(?:s|ing)?|clasp\w*|squeez\w*) (?:his|her|each other's|"
            r"their) (?:\w+ )?hands?|"
            r"hand in hand|shook hands|shak(?:e|es|ing) hands",
        ),
        (
            "support",
            r"부축|(?:에게|한테|어깨에|품에|가슴에|등에) (?:몸을 |머리를 )?기대|일으켜 ?(?:세|주)",
            r"lean(?:s|ed|ing)? (?:on|against) (?:him|her\b(?! \w)|them|his (?:arm|shoulder)|her (?:arm|"
            r"shoulder))|help(?:s|ed) (?:him|her|them) (?:up|to)|prop(?:s|ped) (?:him|her|them) up",
        ),
        (
            "hand on shoulder",
            r"어깨[를에] [^.]{0,8}(?:치|손|짚|감싸|두드|얹)|등을 (?:두드|토닥|떠)|머리를 쓰다듬|"
            r"팔을 (?:잡|끌)|소매를",
            r"on (?:his|her|the \w+'s) (?:shoulder|arm)|pat(?:s|ted)\b|nudg|touch(?:es|ed) (?:his|"
            r"her) (?:arm|shoulder|"
            r"sleeve|cheek)|by the (?:arm|sleeve|hand)|pull(?:s|ed) (?:at )?\w+(?:'s)? sleeve",
        ),
    ]
)


_HUGGED = re.compile(
    r"(\S+)[을를] (?:\S+ )?(?:품에 |가슴에 |꼭 )*(?:껴안|끌어안|부둥켜|안고|안은|안았)|"
    r"\bhugg?(?:s|ed|ing)? (?:the |a |his |her |their |its )?(\w+)",
    re.IGNORECASE,
)


def thing_is_hugged(clause: str) -> bool:
    """Whether what is pressed to the breast is a thing: a bottle, a coat, one's own knees."""
    hit = _HUGGED.search(clause)
    if hit and re.search(r"\b(?:it|them) to (?:his|her|their) (?:\w+ )?(?:bosom|chest|breast|heart)", clause):
        return True
    what = next((word for word in hit.groups() if word), "") if hit else ""
    return bool(named(f"{what}을") or named(what)) or bool(re.search(r"무릎|병$|knees?$|coat$", what))


def contact_in(clause: str) -> Contact:
    """How somebody touches somebody in the clause, "" where they do not."""
    contact = lexicon.first(CONTACTS, clause)
    return "" if contact is None or (contact == "embrace" and thing_is_hugged(clause)) else contact
