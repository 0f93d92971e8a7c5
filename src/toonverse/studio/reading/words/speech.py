"""Verbs of saying, and English words that are capitalised without being names."""

VERBS_EN = """
said says asked asks cried cries replied replies answered answers whispered whispers shouted shouts
muttered mutters murmured murmurs yelled yells screamed screams called calls exclaimed exclaims added
adds went snapped snaps growled growls sighed sighs laughed laughs begged begs demanded demands
insisted insists continued continues repeated repeats remarked observed offered announced announces
declared declares agreed agrees admitted explained explains told tells breathed hissed groaned grunted
barked roared bellowed sobbed wailed gasped stammered stuttered mumbled grumbled protested objected
suggested interrupted wondered thought thinks mused warned pleaded urged ordered commanded returned
retorted ventured croaked rasped blurted sang read reads confessed inquired enquired promised joked
teased scoffed drawled chuckled giggled echoed finished began conceded managed shrieked
"""

NEVER_NAMES_EN = """
i the a an and but or so if then when while where what who why how he she it they we you his her its
their our your my this that these those there here in on at by for from with to of as not no yes oh ah
well now just once one two three all some every each any both after before until since because although
though even only still yet again perhaps maybe suddenly finally soon later today tomorrow tonight
yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december christmas easter god lord heaven earth english french
german american british chinese korean japanese ok okay mr mrs ms dr hey hello hi please thank thanks
sorry good never nothing nobody somebody someone something everything everyone instead outside inside
behind above below between under over through across along around down up out off away back let come go
look wait stop listen are is was were be been have has had do does did can could will would shall should
must might don't didn't it's that's i'm i'll which whose whom than neither either none much many more
most few less such same other another first second last next rain snow
"""

ELISIONS_EN = "em tis twas twere til till cause bout round n s cos neath gainst ere"
"""Words that begin with an apostrophe."""
