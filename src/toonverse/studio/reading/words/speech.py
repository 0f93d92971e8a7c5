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
persisted quoted resumed observes persists urged chimed volunteered reflected ejaculated assented pursued
    rejoined
expostulated faltered panted puffed cautioned implored entreated vowed swore assured informed squeaked
    screeched
howled thundered boomed hummed crooned prompted corrected guessed agrees allowed allows reckoned recited
"""

PAST_EN = """
spoke came went took stood sat ran rose made gave got put told thought felt knew saw heard held kept
left let lay led met read rode shook shut sang sank slept slid stuck swore threw turned wept woke wore
wrote broke brought bought caught chose drew drank drove fell flew found fought grew hung hid hit lost
meant paid sent set shot showed spent spread sprang stole struck swung taught tore understood won bent
bit blew bound built burst clung crept dug fed fled froze leant leapt leaned quoth
"""
"""Pasts that do not end in -ed."""

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
nevertheless presently moreover besides otherwise thereupon hitherto however therefore indeed thus hence
two three four five six seven eight nine ten eleven twelve twenty thirty fifty hundred thousand half
likewise somehow sometimes somewhere anyhow anyway despite during except unless whether whenever wherever
most few less such same other another first second last next rain snow
"""

MONTH_NAMES_EN = "april may june august"
"""Months that are given names as well."""

CALLS_ALONE_EN = """
Doctor Captain Professor Sergeant Inspector Lieutenant Colonel Major General Father Sister Nurse Officer
Detective Principal Coach Chief Judge
"""
"""Titles by which lines call somebody without a name."""

ELISIONS_EN = "em tis twas twere til till cause bout round n s cos neath gainst ere"
"""Words that begin with an apostrophe."""

ENDS_NAME_EN = """
in on at with from to into as when while after before by for who whom whose that which but and or over
under across through without against toward towards between beside behind about upon up down out off
back again then now once suddenly presently quickly at aloud aside loud still sitting looking under
until till like almost quite very rather too also so if though because where than him her them me us
himself herself myself
"""
"""Words with which the name behind a verb of saying is over: `said the aunt suddenly from her corner`."""

NO_MODIFIERS_EN = """
the a an of and or but when while as that who whom whose which if than then so because until till for to at
in on by with from into his her my their our your its this these those was were is are had has he she it they
we i not no never mr mrs ms dr like over under between after before
"""
"""Words that never stand between an article and the noun that it belongs to."""

ANYONE_EN = "other others another latter former speaker first second third rest two three same"

NICKNAMES_EN = """
Jim/James Jimmy/James Jamie/James Bob/Robert Bobby/Robert Rob/Robert Bill/William Billy/William Will/William
Tom/Thomas Tommy/Thomas Dick/Richard Rick/Richard Jack/John Johnny/John Harry/Henry Hank/Henry Ned/Edward
Ted/Edward Ed/Edward Charlie/Charles Chuck/Charles Joe/Joseph Sam/Samuel Ben/Benjamin Dan/Daniel Danny/Daniel
Mike/Michael Nick/Nicholas Tony/Anthony Andy/Andrew Dave/David Steve/Stephen Fred/Frederick Frank/Francis
Larry/Lawrence Jerry/Gerald Kate/Katherine Kitty/Catherine Kathy/Katherine Liz/Elizabeth Lizzie/Elizabeth
Eliza/Elizabeth Beth/Elizabeth Betty/Elizabeth Bess/Elizabeth Meg/Margaret Maggie/Margaret Peggy/Margaret
Molly/Mary Polly/Mary Sally/Sarah Nell/Eleanor Nelly/Ellen Becky/Rebecca Sue/Susan Susie/Susan Jenny/Jane
Dolly/Dorothy Dot/Dorothy Della/Adelaide Fanny/Frances Annie/Anne Nan/Anne Nancy/Anne Abby/Abigail
"""
"""Short name/the name it stands for."""

NAMES_IN_LY_EN = """
tilly polly molly milly billy willy sally dolly holly lily lilly emily kelly beverly wally nelly elly cecily
shelly reilly kimberly averly bully family
"""
"""Words in -ly that are no adverbs."""
