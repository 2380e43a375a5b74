"""What is told where every pattern of a kind has been heard in one of the last stories.

Plainer than the patterns that they stand in for, and of so few words between names, numbers and quotations
that no six of ours come in a row: they can't wear out.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsdesk.write import count_patterns as count
from newsdesk.write import heading_patterns as head

_CLAUSE = "[<s>.ratio clause]"
_AGAINST = "|, against [<s>.usual value] before."
_USUAL = "|, where [<s>.usual value] is usual."

SPARE: dict[tuple[str, ...], tuple[str, ...]] = {
    # -- in the body
    count.CARRIED_LATER: (
        "The <noun> itself scored [carried.ratio clause]|, and drew [carried.replies phrase].",
    ),
    count.VOLUME_TOO: ("All talk about <beat> [volume.ratio verb]|, [volume.ratio clause].",),
    count.MOOD: ("On <topic>, the <tone> share [<tone>.change verb] <when>|, [<tone>.change clause].",),
    count.DIVERGENCE: (
        "Negative posts made up [negative.<a>.now value] on <A> <when>|, against"
        " [negative.<a>.usual value] before|, and [negative.<b>.now value] on <B>|, against"
        " [negative.<b>.usual value].",
    ),
    count.GAP: ("The gap between them [gap.change verb]|, [gap.change clause].",),
    count.TONE: (f"<Adjective> posts made up [<s>.now value] of the talk about <topic> <when>{_AGAINST}",),
    count.WORDING: (f"One turn of phrase [<s>.ratio verb] <when>|, {_CLAUSE}.",),
    count.CROSS_WORDING: (
        "One turn of phrase went [<s>.ratio clause] on <b1> <when>|, and [<t>.ratio clause] on <b2>.",
    ),
    count.CROSS_ENTITY: (
        "<When>, talk of <glossed> went [<s>.ratio clause] on <b1>|, and [<t>.ratio clause] on <b2>.",
    ),
    count.CROSS_LINK: ("<When>, <page> went [<s>.ratio clause] on <b1>|, and [<t>.ratio clause] on <b2>.",),
    count.NOVEL_NAMES: (
        f"New names stood in [<s>.now phrase] about <topic> <when>{_USUAL}",
        "The share with new names [<s>.change verb] <when>|, [<s>.change clause].",
    ),
    count.NOVEL_PHRASES: (
        f"New wording came up in [<s>.now phrase] about <topic> <when>{_USUAL}",
        "The share with new wording [<s>.change verb] <when>|, [<s>.change clause].",
    ),
    count.NOVEL_AUTHORS: (f"<When>, newcomers were [<s>.now value] of those on <topic>{_USUAL}",),
    count.ALSO[2]: (
        "Next to <subject>, [also.<also1> phrase] named <Also1>|and [also.<also2> value] <Also2>.",
    ),
    count.SPREAD_ONE: ("Taking part were [authors.now phrase], all on <P1>.",),
    count.PLACES: ("<P1> had [platform.<p1>.now value] of them|and <P2> [platform.<p2>.now value].",),
    count.ROOMS[3]: ("After them came <P3> with [platform.<p3>.now value].",),
    count.ROOMS[4]: (
        "After them came <P3> with [platform.<p3>.now value]|and <P4> with [platform.<p4>.now value].",
    ),
    count.BOTH_MOODS: ("Negative were [negative.now value]|, positive [positive.now value].",),
    count.MOODS_AGAINST: (
        "Negative were [negative.now value]|, against [negative.usual value] before|, positive"
        " [positive.now value]|, against [positive.usual value].",
    ),
    # -- headlines
    head.PLAIN_DOWN: (
        "Posts on <Topic> Go [<s>.ratio Clause] Within <Day>",
        "Talk of <Topic> [<s>.ratio Verb] Within <Day>",
    ),
    head.PLAIN_MOOD: ("<Tone> Talk of <Topic> [<tone>.change Verb] Within <Day>",),
    head.PLAIN_TONE: ("<Adjective> Talk of <Topic> [<s>.change Verb] Within <Day>",),
    head.PLAIN_TONE_DOWN: ("<Adjective> Talk of <Topic> [<s>.change Verb] Within <Day>",),
    head.PLAIN_WORDING: ("One Turn of Phrase [<s>.ratio Verb]|in Talk of <Beat>",),
    head.PLAIN_NAMES: ("New Names Go [<s>.change Clause] on <Topic>",),
    head.PLAIN_TURNS: (
        "New Wording Goes [<s>.change Clause] on <Topic>",
        "New Wording on <Topic> Comes to [<s>.now value] in <Day>",
    ),
    head.PLAIN_NEWCOMERS: ("Newcomers to <Topic> Go [<s>.change Clause]",),
    # -- standfirsts
    head.STAND_MOOD: (
        "<When>, <tone> posts on <topic> were [<tone>.now value]|, against [<tone>.usual value] before.",
    ),
    head.STAND_DIVERGENCE: (
        "<When>, negative posts on <A> were [negative.<a>.now value] of those about <topic>"
        "|, against [negative.<a>.usual value] before.",
    ),
    head.STAND_TONE: (f"<When>, <adjective> posts on <topic> were [<s>.now value]{_AGAINST}",),
    head.STAND_WORDING: (f"<When>, one turn of phrase went {_CLAUSE} in talk of <beat>.",),
    head.STAND_CROSS_WORDING: (
        f"<When>, one turn of phrase went {_CLAUSE} on <b1>|and [<t>.ratio clause] on <b2>.",
    ),
    head.STAND_CROSS_LINK: ("<When>, <page> drew [<s>.now phrase] on <b1>|and [<t>.now phrase] on <b2>.",),
    head.STAND_NAMES: (
        "<When>, new names stood in [<s>.now phrase] about <topic>|, against a usual [<s>.usual value].",
        "<When>, new names stood in [<s>.now phrase] about <topic>.",
    ),
    head.STAND_TURNS: (
        "<When>, new wording stood in [<s>.now phrase] about <topic>|, against a usual [<s>.usual value].",
        "<When>, new wording stood in [<s>.now phrase] about <topic>.",
    ),
    head.STAND_NEWCOMERS: (f"<When>, newcomers were [<s>.now value] of those on <topic>{_USUAL}",),
    head.STAND_CARRIED: (
        "<When>, one <noun> on <topic> drew [carried.replies phrase]|and scored [carried.ratio phrase].",
    ),
    head.LEFT_OUT_STILL: (
        "The <tone> share<ofbeat> held: [<tone>.now value]|, against [<tone>.usual value] before.",
        "Of all talk about <beat>, [<tone>.now value] read as <tone>|, against [<tone>.usual value] before.",
    ),
    head.LEFT_OUT_SAME: ("Of all talk about <beat>, [<tone>.now value] read as <tone>, as before.",),
    head.LEFT_OUT_OTHER: (
        "Of all talk about <beat>, [<tone>.now value] read as <tone>|, against [<tone>.usual value] before.",
    ),
    head.LEFT_OUT_PACE: (
        "The pace was the usual: [volume.now value]|, with [volume.usual phrase] the rule.",
    ),
    head.LEFT_OUT_ONE_ROOM: (
        "Only <P1> took part, with [authors.now phrase]|, and [negative.now phrase] read as negative.",
        "No other platform joined: [authors.now phrase] wrote, all on <P1>.",
    ),
    head.LEFT_OUT_LEAST: (
        "<Least> had the fewest: [platform.<least>.now value] of the posts|; in all, [authors.now phrase]"
        " wrote.",
    ),
    head.LEFT_OUT_BEAT: ("On all of <beat>, [authors.now phrase] wrote|, on [platforms.now phrase].",),
    head.LEFT_OUT_ALSO: ("Only [also.<also1> phrase] named <Also1>.",),
}


def spares(options: Iterable[str]) -> tuple[str, ...]:
    """Return what stands in for the patterns of a kind."""
    return SPARE.get(tuple(options), ())
