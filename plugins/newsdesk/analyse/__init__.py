"""Records to analyses: what each is about and how it sounds, offline and the same for ever.

reading     what of a record is read
language    which language it is in
sentiment   how its author sounds (sentiment.yaml: the words of talk about AI)
registers   in which tone of voice (registers.yaml)
matching    many phrases in one pass
entities    which names it mentions (gazetteer/)
beats       which beats it is on (the rules of newsdesk.yaml)
relevance   whether it is about AI at all (relevance.yaml)
duplicates  which records say the same
phrases     which of its phrases may trend
terms       its content words as numbers
function_words  the words that are in neither
promotion   which records advertise (promotion.yaml)
irony       which don't mean what they say (irony.yaml)
do_not_quote    which must stay out of print (do_not_quote.yaml)
analyser    all of it for records
vectors     texts to vectors whose cosine says how alike they are
version     what an answer depends on
tables      answers as columns
workers     many records shared out among processes
cache       one Parquet file of answers per snapshot
"""
