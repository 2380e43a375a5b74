"""English words without a subject of their own: no phrase begins or ends with one, no term is made of one.

Closed classes (articles, pronouns, prepositions, conjunctions, auxiliaries, numerals in letters), the
commonest adverbs and verbs, and the small talk of threads. Folded as :func:`newsdesk.analyse.matching.fold`
folds, in the spelling with and without apostrophe.
"""

from __future__ import annotations

_GRAMMAR = """
a about above across after again against all almost along already also although always am among an and
another any anybody anyone anything anyway anywhere are aren't around as at away back be became because become
becomes been before behind being below beside besides between beyond both but by can cannot can't could
couldn't despite did didn't do does doesn't doing done don't down during each either else enough especially
etc even ever every everybody everyone everything everywhere except few fewer for from further had hadn't has
hasn't have haven't having he he'd he'll he's hence her here here's hers herself him himself his how how's
however i i'd if i'll i'm in indeed inside instead into is isn't it it'd it'll its it's itself i've just least
less let let's like likely many may maybe me meanwhile might mine more moreover most much must mustn't my
myself near nearly neither never nevertheless next no nobody none nor not nothing now nowhere of off often
on once only onto or other others otherwise ought our ours ourselves out outside over own per perhaps quite
rather really same several shall shan't she she'd she'll she's should shouldn't since so some somebody somehow
someone something sometimes somewhat somewhere soon still such than that that'd that's that'll the their
theirs them themselves then there there'd there's therefore these they they'd they'll they're they've this
those though through throughout thus till to together too toward towards under unless unlike until unto up
upon us usually versus very via was wasn't we we'd we'll well we're were weren't we've what whatever what's
when whenever where whereas wherever whether which whichever while who whoever whole whom who's whose why
will with within without won't would wouldn't yes yet you you'd you'll your you're yours yourself yourselves
you've y'all ain't vs
aint arent cant couldnt didnt doesnt dont hadnt hasnt havent hes id im ill isnt itd itll ive shes shouldnt
thats theres theyre theyve wasnt werent weve whats wont wouldnt youd youll youre youve
one two three four five six seven eight nine ten first second third last
"""
_COMMON = """
able actually apparently ask asked asking basically best better big bit came certain clearly come comes coming
completely course definitely different early easily entire entirely exactly extremely fairly far feel feels
felt find finds fine found full fully gave get gets getting give given gives giving go goes going gone gonna
good got gotta great guess happen happened happens hard honestly hope keep keeps kept kind knew know known
knows later literally little long longer look looked looking looks lot lots made mainly make makes making
matter mean means mostly need needed needs new nice obviously old ok okay otherwise part people place point
possible pretty probably put real recently right said say saying says see seeing seem seems seen sense set
show simply small sort start started stuff sure take taken takes taking talk tell than thing things think
thinking thinks thought time times told totally took tried tries true truly try trying turn use used useful
uses using usual want wanted wants way ways went whatsoever work worked working works worse worst wrong year
years day days week weeks month months today tomorrow yesterday
monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december
"""
_SMALL_TALK = """
ah aw bro btw cuz dude edit eh eg ffs fwiw fyi gonna guys haha hahaha hey hi hmm huh idk ie iirc im imho imo
jk kinda lmao lmfao lol lot mr mrs ms nah ngl nope oh omg op pls please plus ps rofl rn rt smh sorry sup tbf
tbh thank thanks thx tldr tl dr ty u ugh uh um ur wanna welp whoa wow wtf xd ya yeah yep yo yup amp nbsp quot
gt lt http https www com
"""
#: The closed classes alone.
GRAMMAR = frozenset(_GRAMMAR.split())
FUNCTION_WORDS = GRAMMAR | frozenset(f"{_COMMON} {_SMALL_TALK}".split())
