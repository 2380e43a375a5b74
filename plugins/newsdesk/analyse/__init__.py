"""Records to analyses: what each is about and how it sounds, offline and the same for ever.

reading     what of a record is read
language    which language it is in
sentiment   how its author sounds (sentiment.yaml: the words of talk about AI)
matching    many phrases in one pass
entities    which names it mentions (gazetteer.yaml)
beats       which beats it is on (the rules of newsdesk.yaml)
duplicates  which records say the same
promotion   which records advertise
analyser    all of it for one record
version     what an answer depends on
cache       one Parquet file of answers per snapshot
"""
