"""The patterns of headlines and standfirsts, in the notation of :mod:`newsdesk.write.phrasing`.

Headlines are in title case, statistics in them are bare numbers or forms in title case. ``<s>`` is what
moved: ``volume``, ``entity.<id>``, ``register.<name>`` and so on. ``<Says>`` is "Asks" where a question is
quoted. What is told where all patterns of a kind have been heard lately stands in
:mod:`newsdesk.write.spare_patterns`.
"""

from __future__ import annotations

# -- headlines with somebody's own few words --------------------------------------------------------------

WORDS_UP = (
    "{quote}|, <Says> One of [<s>.now value] Posts on <Topic>",
    "Posts on <Topic> Reach [<s>.now value] in <Day>|, {quote} Among Them",
    "[<s>.now value] Posts on <Topic>|, and One of Them <Says> {quote}",
    "Of [<s>.now value] Posts on <Topic> in <Day>|, One <Says> {quote}",
    "One <Place> <Noun> <Says> {quote}|as Talk of <Topic> [<s>.ratio Verb]",
    "Talk of <Topic> [<s>.ratio Verb] in <Day>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> One <Noun> as Talk of <Topic> [<s>.ratio Verb]",
    "Talk of <Topic> Goes [<s>.ratio Clause]|, {quote} Among Them",
    "{quote}|, <Says> a <Place> <Noun> While Talk of <Topic> Goes [<s>.ratio Clause]",
    "<Topic> Comes Up in [<s>.now value] Posts|, {quote} Among Them",
    "[<s>.now value] Posts Take Up <Topic>|, One of Them With {quote}",
    "{quote} Stands Among|[<s>.now value] Posts on <Topic> in <Day>",
    "With {quote}|, Talk of <Topic> [<s>.ratio Verb] in <Day>",
    "<Topic> Talk Goes [<s>.ratio Clause]|, and One <Noun> <Says> {quote}",
    "One of [<s>.now value] Posts on <Topic>|<Says> {quote}",
    "Talk of <Topic> Comes to [<s>.now value] Posts|, With {quote} Among Them",
)
WORDS_MOOD = (
    "{quote}|, <Says> One <Noun> as <Tone> Talk of <Topic> Moves to [<tone>.now value]",
    "<Tone> Talk of <Topic> [<tone>.change Verb]|, and One <Noun> <Says> {quote}",
    "One <Place> <Noun> <Says> {quote}|as [<tone>.now value] of Posts on <Topic> Read <Tone>",
    "{quote}|, <Says> One <Noun> as [<tone>.now value] of the Talk of <Topic> Reads <Tone>",
    "{quote}|Goes With <Tone> Talk of <Topic> at [<tone>.now value]",
    "<Tone> Posts on <Topic> Stand at [<tone>.now value]|, {quote} Among Them",
)
WORDS_DIVERGENCE = (
    "{quote}|, <Says> One <Noun> as <A> Goes [negative.<a>.now value] Negative on <Topic>",
    "<A> Goes [negative.<a>.now value] Negative on <Topic>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> One <Noun> as <A> Goes [negative.<a>.now value] Negative",
    "{quote}|, <Says> a <Noun> While <A> and <B> Part at [negative.<a>.now value]"
    "|Against [negative.<b>.now value]",
    "<A> Goes [negative.<a>.now value] Negative|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> One <Noun>, and <A> Is [negative.<a>.now value] Negative",
)
WORDS_CARRIED = (
    "{quote} Draws|[carried.replies value] Replies <room>",
    "<Room>, [carried.replies value] Replies Gather|Under {quote}",
    "{quote} Takes|[carried.score value] Points <room>|and Brings Back [carried.replies value] Replies",
    "[carried.replies value] Replies Come Back|to {quote} <room>",
    "{quote} Scores|[carried.ratio Value] the Usual of a Post <room>",
    "{quote} Draws|[carried.replies value] Replies on <Platform>",
    "{quote} Brings In|[carried.replies value] Replies",
    "Under {quote}|, [carried.replies value] Replies Gather <room>",
    "{quote} Comes to|[carried.score value] Points <room>",
)

WORDS_TONE = (
    "{quote}|, <Says> One <Noun> as [<s>.now value] of Posts on <Topic> <Sound>",
    "[<s>.now value] of Posts on <Topic> <Sound>|, and One of Them <Says> {quote}",
    "<Adjective> Posts on <Topic> Reach [<s>.now value]|, {quote} Among Them",
    "{quote}|, <Says> a <Place> <Noun> While <Adjective> Talk of <Topic> [<s>.change Verb]",
    "One <Place> <Noun> <Says> {quote}|as Posts <Manner> Come to [<s>.now value] of <Topic>",
    "<Adjective> Talk of <Topic> Comes to [<s>.now value]|, and One <Noun> <Says> {quote}",
)
#: The phrase itself is what is quoted here.
TERM_PHRASE = (
    "{quote} Turns Up in|[<s>.now value] Posts on <Beat> in <Day>",
    "{quote} Goes|[<s>.ratio Clause] in Talk of <Beat>",
    "[<s>.now value] Posts on <Beat> Come With|the <Words> {quote} in <Day>",
    "Talk of <Beat> Takes Up {quote}|, and Posts With It Go [<s>.ratio Clause]",
    "{quote} Goes Around|as [<s>.now value] Posts on <Beat> Use the <Words> in <Day>",
)
#: The phrase and, after it, somebody's own few words.
WORDS_PHRASE = (
    "{quote} Turns Up in|[<s>.now value] Posts on <Beat>|, and One of Them <Says> {quote}",
    "{quote} Goes|[<s>.ratio Clause]|, and One <Noun> <Says> {quote}",
    "[<s>.now value] Posts on <Beat> Take Up|{quote}|, and One <Noun> <Says> {quote}",
)
#: What moves on two beats arrives in the story itself, not above it.
WORDS_CROSS = (
    "{quote}|, <Says> One <Noun> as <B1> and <B2> Take Up the Same <Thing>",
    "<B1> and <B2> Meet Over One <Thing>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> One of [<s>.now value] Posts on <B1>|and [<t>.now value] on <B2>",
    "One <Thing> Comes Up on <B1> and on <B2> as Well|, and One <Noun> <Says> {quote}",
    "One <Place> <Noun> <Says> {quote}|as One <Thing> Comes Up on <B1> and on <B2>",
)
WORDS_NAMES = (
    "{quote}|, <Says> One <Noun> as New Names Reach [<s>.now value] of Posts on <Topic>",
    "New Names Stand in [<s>.now value] of Posts on <Topic>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> a <Place> <Noun> While New Names Come to [<s>.now value] of <Topic>",
    "New Names on <Topic> Reach [<s>.now value]|, and One <Noun> <Says> {quote}",
)
WORDS_TURNS = (
    "{quote}|, <Says> One <Noun> as New Turns of Phrase Reach [<s>.now value] of <Topic>",
    "New Turns of Phrase Run Through [<s>.now value] of <Topic>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> a <Place> <Noun> While Talk of <Topic> Finds New Words",
)
WORDS_NEWCOMERS = (
    "{quote}|, <Says> One <Noun> as Newcomers Reach [<s>.now value] of Those on <Topic>",
    "Newcomers Make Up [<s>.now value] of Those on <Topic>|, and One <Noun> <Says> {quote}",
    "{quote}|, <Says> a <Place> <Noun> While Newcomers Take Up <Topic>",
    "Newcomers to <Topic> Reach [<s>.now value]|, and One <Noun> <Says> {quote}",
)

# -- headlines of numbers alone ---------------------------------------------------------------------------

PLAIN_UP = (
    "Talk of <Topic> [<s>.ratio Verb] in <Day>|, and <P1> Has [platform.<p1>.now value] of the Posts",
    "Talk of <Topic> Goes [<s>.ratio Clause]|, and <Also1> Comes Along in [also.<also1> value]",
    "Talk of <Topic> [<s>.ratio Verb]|, and [authors.now value] Accounts Take Part",
    "[authors.now value] Accounts Take Up <Topic>|as Posts Go [<s>.ratio Clause]",
    "Posts on <Topic> Go [<s>.ratio Clause]|While [negative.now value] of Them Read Negative",
    "Talk About <Topic> on <Beat> Goes [<s>.ratio Clause]",
    "Talk of <Topic> on <Beat> [<s>.ratio Verb] in <Day>",
    "Talk of <Topic> [<s>.ratio Verb] Within <Day>",
    "<Topic> Draws [authors.now value] Accounts|as Talk [<s>.ratio Verb] in <Day>",
    "[<s>.now value] Posts Take Up <Topic>|, [platform.<p1>.now value] of Them on <P1>",
    "<Topic> Comes Up in [<s>.now value] Posts|, From [authors.now value] Accounts",
    "Posts on <Topic> Go [<s>.ratio Clause] Within <Day>",
)
PLAIN_DOWN = (
    "Talk of <Topic> [<s>.ratio Verb] in <Day>|, and [authors.now value] Accounts Are Left",
    "Posts on <Topic> Go [<s>.ratio Clause]|While [negative.now value] of Them Read Negative",
    "Talk of <Topic> [<s>.ratio Verb], and Posts Go|[<s>.ratio Clause]",
)
PLAIN_MOOD = (
    "<Tone> Posts Come to [<tone>.now value] of the Talk of <Topic>|, From a Usual [<tone>.usual value]",
    "The <Tone> Share of <Topic> Talk [<tone>.change Verb] in <Day>",
    "<Tone> Talk of <Topic> Goes [<tone>.change Clause]",
    "<Tone> Posts on <Topic> Reach [<tone>.now value]|While <Other> Ones Stand at [<other>.now value]",
)
PLAIN_DIVERGENCE = (
    "<A> Goes [negative.<a>.now value] Negative on <Topic>|While <B> Stands at [negative.<b>.now value]",
    "Negative Posts on <Topic> Reach [negative.<a>.now value] on <A>|but [negative.<b>.now value] on <B>",
    "<A> and <B> Part Over <Topic>, With [negative.<a>.now value]|Against [negative.<b>.now value] Negative",
    "On <Topic>, <A> Is [negative.<a>.now value] Negative|and <B> [negative.<b>.now value]",
)
PLAIN_TONE = (
    "<Adjective> Posts Come to [<s>.now value] of the Talk of <Topic>|, From a Usual [<s>.usual value]",
    "[<s>.now value] of Posts on <Topic> <Sound>|, Where [<s>.usual value] Is Usual",
    "The <Adjective> Share of <Topic> Talk [<s>.change Verb] in <Day>",
    "<Adjective> Talk of <Topic> Goes [<s>.change Clause]",
)
PLAIN_TONE_DOWN = (
    "<Adjective> Posts Come Down to [<s>.now value] of the Talk of <Topic>|, From a Usual [<s>.usual value]",
    "The <Adjective> Share of <Topic> Talk [<s>.change Verb] in <Day>",
    "<Adjective> Talk of <Topic> Goes [<s>.change Clause]",
)
PLAIN_CROSS = (
    "The Same <Thing> Comes Up in [<s>.now value] Posts on <B1>|and in [<t>.now value] on <B2>",
    "One <Thing> Takes [<s>.now value] Posts on <B1>|and [<t>.now value] on <B2>",
    "<B1> and <B2> Take Up the Same <Thing>, in [<s>.now value] Posts|and in [<t>.now value]",
    "[<s>.now value] Posts on <B1> Share a <Thing>|With [<t>.now value] on <B2>",
    "One <Thing> Comes Up in [<s>.now value] Posts on <B1>, and on <B2> as Well",
)
PLAIN_WORDING = (
    "One Turn of Phrase Comes Up in [<s>.now value] Posts on <Beat> in <Day>",
    "One Turn of Phrase in Talk of <Beat> Goes [<s>.ratio Clause]",
)
PLAIN_NAMES = (
    "New Names Reach [<s>.now value] of the Posts on <Topic>|, From a Usual [<s>.usual value]",
    "The Share of Posts on <Topic> With New Names in Them [<s>.change Verb]",
    "New Names in Posts on <Topic> Go [<s>.change Clause]",
)
PLAIN_TURNS = (
    "New Turns of Phrase Reach [<s>.now value] of Posts on <Topic>|, From a Usual [<s>.usual value]",
    "New Turns of Phrase Run Through [<s>.now value] of the Posts on <Topic> in <Day>",
    "Talk of <Topic> Finds New Turns of Phrase, in [<s>.now value] of Its Posts",
)
PLAIN_NEWCOMERS = (
    "Newcomers Reach [<s>.now value] of the Accounts on <Topic>|, From a Usual [<s>.usual value]",
    "Newcomers Make Up [<s>.now value] of the Accounts That Take Up <Topic> in <Day>",
    "The Share of Newcomers to the Talk of <Topic> [<s>.change Verb] in <Day>",
)
PLAIN_CARRIED = (
    "A <Noun> on <Topic> <room> Draws [carried.replies value] Replies|and [carried.score value] Points",
    "One <Noun> on <Topic> Takes [carried.score value] Points|and [carried.replies value] Replies <room>",
    "<Room>, One <Noun> on <Topic> Scores [carried.ratio Value] the Usual",
)

# -- standfirsts: what changed, then what that leaves out ----------------------------------------------

STAND_VOLUME = (
    "The number of posts about <topic> [volume.ratio verb] <when>|, [volume.ratio clause].",
    "<When>, posts about <topic> went [volume.ratio clause].",
    "The number of posts about <topic> [volume.ratio verb] <when>.",
    "There were [volume.now phrase] about <topic> <when>|; the rule is [volume.usual phrase].",
)
STAND_MOOD = (
    "The share of posts about <topic> that read as <tone> [<tone>.change verb] <when>|,"
    " [<tone>.change clause].",
    "<When>, the share of posts about <topic> that read as <tone> went [<tone>.change clause].",
    "<When>, [<tone>.now value] of the posts about <topic> read as <tone>"
    "|; the usual share is [<tone>.usual value].",
)
STAND_DIVERGENCE = (
    "<When>, the distance between <A> and <B> in negative posts about <topic> [gap.change verb]|,"
    " [gap.change clause].",
    "<When>, [negative.<a>.now value] of the posts about <topic> on <A> read as negative"
    "|; the usual share there is [negative.<a>.usual value].",
    "<When>, the gap between <A> and <B> in negative posts about <topic> went [gap.change clause].",
)
STAND_ENTITY = (
    "The number of posts about <beat> that mention <subject> [entity.<e>.ratio verb] <when>"
    "|, [entity.<e>.ratio clause].",
    "<When>, <subject> came up in [entity.<e>.now phrase] about <beat>"
    "|; the rule is [entity.<e>.usual phrase].",
    "<When>, posts about <beat> that mention <subject> went [entity.<e>.ratio clause].",
    "The number of posts about <beat> that mention <subject> [entity.<e>.ratio verb] <when>.",
)
STAND_TONE = (
    "The share of posts about <topic> that <did> [<s>.change verb] <when>|, [<s>.change clause].",
    "<When>, the share of posts about <topic> that <did> went [<s>.change clause].",
    "<When>, [<s>.now phrase] about <topic> <did>|; the usual share is [<s>.usual value].",
    "The share of posts about <topic> that <did> [<s>.change verb] <when>.",
)
STAND_PHRASE = (
    "The number of posts about <beat> with <these> in them [<s>.ratio verb] <when>|, [<s>.ratio clause].",
    "<When>, posts about <beat> that use the <words> {quote}|went [<s>.ratio clause].",
    "<When>, the <words> {quote}|stood in [<s>.now phrase] about <beat>|; the rule is [<s>.usual phrase].",
    "<When>, posts about <beat> that use <these> went [<s>.ratio clause].",
    "The number of posts about <beat> with <these> in them [<s>.ratio verb] <when>.",
)
STAND_WORDING = (
    "<When>, one and the same turn of phrase came up in [<s>.now phrase] about <beat>"
    "|; the rule is [<s>.usual phrase].",
)
STAND_CROSS_WORDING = (
    "<When>, one and the same turn of phrase came up in [<s>.now phrase] on <b1>|and in [<t>.now phrase] on"
    " <b2> as well.",
)
STAND_CROSS_ENTITY = (
    "<When>, the number of posts that name <subject> [<s>.ratio verb] in talk of <b1>"
    "|, [<s>.ratio clause]|; in talk of <b2> it [<t>.ratio verb] as well.",
    "<When>, <subject> came up in [<s>.now phrase] on <b1>|and in [<t>.now phrase] on <b2> as well.",
    "Talk of <subject> [<s>.ratio verb] on <b1> <when>|, [<s>.ratio clause]|, and it [<t>.ratio verb] on"
    " <b2> as well.",
    "<When>, talk of <subject> went [<s>.ratio clause] on <b1>|and [<t>.ratio clause] on <b2>.",
)
STAND_CROSS_PHRASE = (
    "<When>, the number of posts with the <words> {quote}|[<s>.ratio verb] in talk of <b1>"
    "|, [<s>.ratio clause]|; in talk of <b2> it [<t>.ratio verb] as well.",
    "<When>, the <words> {quote}|came up in [<s>.now phrase] on <b1>|and in [<t>.now phrase] on <b2>"
    " as well.",
    "<When>, the use of {quote}|went [<s>.ratio clause] on <b1>|and [<t>.ratio clause] on <b2>.",
    "The use of {quote}|[<s>.ratio verb] on <b1> <when>|, and it [<t>.ratio verb] on <b2> as well.",
)
STAND_CROSS_LINK = (
    "<When>, the number of posts that link to <page> [<s>.ratio verb] in talk of <b1>"
    "|, [<s>.ratio clause]|; in talk of <b2> it [<t>.ratio verb] as well.",
    "<When>, [<s>.now phrase] on <b1> pointed to <page>|, and so did [<t>.now phrase] on <b2>.",
    "<When>, links to <page> went [<s>.ratio clause] on <b1>|and [<t>.ratio clause] on <b2>.",
)
STAND_NAMES = (
    "<When>, [<s>.now phrase] about <topic> named something that had not come up there in the days before"
    "|; the usual share is [<s>.usual value].",
    "The share of posts about <topic> with a name in them that was new to it [<s>.change verb] <when>"
    "|, [<s>.change clause].",
    "<When>, the share of posts about <topic> with a new name in them went [<s>.change clause].",
)
STAND_TURNS = (
    "<When>, [<s>.now phrase] about <topic> took up wording that had not come up there in the days before"
    "|; the usual share is [<s>.usual value].",
    "The share of posts about <topic> that took up wording new to it [<s>.change verb] <when>"
    "|, [<s>.change clause].",
    "<When>, the share of posts about <topic> with wording new to it went [<s>.change clause].",
)
STAND_NEWCOMERS = (
    "<When>, [<s>.now phrase] that wrote about <topic> had not done so in the days before"
    "|; the usual share is [<s>.usual value].",
    "The share of accounts that were new to the talk about <topic> [<s>.change verb] <when>"
    "|, [<s>.change clause].",
    "<When>, the share of accounts new to the talk about <topic> went [<s>.change clause].",
)
STAND_CARRIED = (
    "<When>, [carried.replies phrase] gathered under a single <noun> about <topic>.",
    "A single <noun> about <topic> scored [carried.ratio clause]|, and drew [carried.replies phrase] <when>.",
    "<When>, a single <noun> about <topic> scored [carried.ratio phrase]|and drew [carried.replies phrase].",
    "A single <noun> about <topic> took [carried.score phrase]|<when>, [carried.ratio phrase].",
)
LEFT_OUT_STILL = (
    "The <tone> share<ofbeat> hardly moved: it stood at [<tone>.now value]|, against"
    " [<tone>.usual value] before.",
)
LEFT_OUT_SAME = ("The <tone> share<ofbeat> did not move: it stayed at [<tone>.now value].",)
LEFT_OUT_OTHER = (
    "The <tone> share<ofbeat> stood at [<tone>.now value]|, where it had been [<tone>.usual value] before.",
)
LEFT_OUT_PACE = (
    "The number of posts was much as always: [volume.now value]|, with [volume.usual phrase] the rule.",
    "There was no rush behind it: [volume.now phrase]|, where the rule is [volume.usual phrase].",
)
LEFT_OUT_PLACE = (
    "On <B> the share was [negative.<b>.now value]|, against [negative.<b>.usual value] in the days before.",
    "<B> did not go along: [negative.<b>.now value] there|, against [negative.<b>.usual value] before.",
)
LEFT_OUT_ONE_ROOM = (
    "All of it stayed on <P1>, with [authors.now phrase] taking part"
    "|, and [negative.now phrase] read as negative.",
    "Other platforms had no part in it: [authors.now phrase] wrote the posts, all on <P1>.",
)
LEFT_OUT_MOODS = (
    "Their mood was mixed: [negative.now value] were negative|and [positive.now value] positive.",
)
LEFT_OUT_LEAST = (
    "The least of it was on <Least>, with [platform.<least>.now value] of the posts"
    "|; in all, [authors.now phrase] wrote.",
)
LEFT_OUT_SPREAD = (
    "Behind the <posts> were [authors.now phrase]|on [platforms.now phrase].",
    "All of it came from [authors.now phrase]|on [platforms.now phrase].",
)
#: The same where the whole beat is wider than the name or phrase that was told.
LEFT_OUT_BEAT = (
    "Talk about <beat> as a whole came from [authors.now phrase]|on [platforms.now phrase].",
    "On <beat> as a whole there were [volume.now phrase]|, from [authors.now phrase].",
)
LEFT_OUT_ALSO = ("For all that, <Also1> was named in only [also.<also1> phrase].",)
LEFT_OUT_REPLIES = (
    "The answers were divided: [replies.negative phrase] were negative"
    "|and [replies.positive value] positive.",
    "Points are not agreement: [replies.negative phrase] were negative"
    "|and [replies.positive value] positive.",
)
LEFT_OUT_REPLIES_ONE = (
    "Points are not applause: [replies.positive phrase] were positive.",
    "Points are not applause: [replies.negative phrase] were negative.",
)
LEFT_OUT_CARRIED = (
    "The usual score there is another matter: it scored [carried.ratio phrase].",
    "It drew [reach.<id> phrase].",
)
