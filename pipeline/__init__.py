"""What is true about text and events: pure functions, no clock, no network, no environment.

Article
  -> reading.page        title and body as sentences, letter case, dateline and outlet as context
  -> reading.triggers    words that may tell of an act; an article without any stops here
  -> reading.places      toponyms, resolved by context
  -> reading.dates       time expressions, valued against publication
  -> reading.actors, persons, figures, claims, realis
  -> reading.assembly    mentions: one act each, every field with its evidence; or drops with a reason
  -> ArticleMentions     by block (country)
  -> merging             events: one record an act, however many articles tell of it

``stages`` lets several works, such as the readings of articles, pass their stages side by side, which is faster.
"""
