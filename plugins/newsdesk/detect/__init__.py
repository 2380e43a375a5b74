"""Detect: what changed on a beat, by which test, on which evidence. Pure: tables in, values out.

values               Voice, Carried, EditionView: what a look at one as-of time gives
engine               where tables are computed: DuckDB, Spark, or another address
corpus               snapshots and analyses as tables: posts, their beats, their entities
observations         Ibis expressions: who spoke in which day's window before each edition
lexical              Ibis expressions: tones, phrases and links, and what of it is new
accounts             Ibis expressions: who was heard before, and what arrived too late for its day
panel                the observations of one edition by beat, platform and day, and which days count
ground               what a beat is compared on: platforms that take part, their days, why others don't
weekdays             how much each day of the week usually brings
gathering            observations of a batch of editions into their panels
newness              what is new on each beat and day
drift, gaps          how restless moods, and gaps between platforms, are on all beats of an edition
statistics           the tests, their effect sizes and intervals
log_odds             a word's log-odds with an informative Dirichlet prior
mixture              what of a changed share is not the platforms' own doing
threads              which names stand in the title above an answer
taking_part          who says a name or answers under a title that does
surge                how far a name, phrase or link stands above its own days
forms                numbers to words: the forms of every statistic
coordination         campaigns: groups of records that speak as one
discount             a panel's window without the repeats of campaigns
trial                one hypothesis that was tested, before the adjustment over the edition
kinds                the eight kinds of signals
weather              how every followed beat stands, whether or not it moved
detector             all of it over a list of editions
history              the voices of one beat in the window and on earlier days
drivers              what stands behind a change: positions, contributions, silences
"""
