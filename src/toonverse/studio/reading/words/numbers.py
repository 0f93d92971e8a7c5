"""Number words by which texts tell an age."""

TO_NINETEEN_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS_EN = "twenty thirty forty fifty sixty seventy eighty"
TO_NINE_KO = "하나 한 둘 두 셋 세 넷 네 다섯 여섯 일곱 여덟 아홉"
TO_NINE_VALUES = (1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9)
TENS_KO = "열 스물 스무 서른 마흔 쉰 예순 일흔 여든"
TENS_VALUES = (10, 20, 20, 30, 40, 50, 60, 70, 80)
SINO_TENS_KO = "이십 삼십 사십 오십 육십 칠십 팔십"
