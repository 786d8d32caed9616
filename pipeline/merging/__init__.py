"""From mentions to events: one record an act, however many articles tell of it.

blocks.py           which mentions may meet: the message of each country
sketch.py           near-duplicate texts
terms.py            words that two articles may share; letters.py as they are compared
rules.py            what a deployment may choose
fold.py             one message into the state, and the events that it changes; in this order:
  editions.py         which edition of an article counts
  intake.py           its mentions into clusters and indexes
    profile.py          what of a mention is compared; traits.py as its article tells it
    matching.py         where to look for mentions of the same act
    evidence.py         what speaks for and against; weights.py how much; marks.py what must be shared
  correcting.py       corrections, and articles to the corrections that wait for them
    ledger.py           which corrections are known, and which of their mentions are there
  acts.py             clusters into acts
    partition.py        by a fold that knows no order of arrival
    corrections.py      and what analysts say of it, and of the records
    identity.py         and which event each act goes on as
  publication.py      what subscribers are told
    telling.py          what each mention gives to a record
    record.py           an act's mentions into one record; gathering.py its lists; headline.py its line; countries.py
    revisions.py        what a new version changes
  expiry.py           forgetting
outcome.py          what one message brings about
store.py            where state is kept; state.py what is kept; records.py reads and writes it; packing.py mentions
                    as bytes; recent.py what was read lately
"""
