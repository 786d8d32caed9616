"""What crosses the wire: the messages, their codec, and the topics that carry them.

Imports nothing else of this project, so that any consumer can take it alone:

    article.py        a published text, as consumed
    mention.py        one article's report of one event, and all of an article's mentions in one block
    correction.py     an analyst's word on an event
    event.py          the deduplicated record that subscribers read
    dead_letter.py    why a message was set aside
    values.py         the parts these are made of: places, dates, actors, figures, evidence
    codec.py          bytes to values and back; every refusal names its field
    cloudevents.py    the headers of what is published
    compatibility.py  what a new release may change
    topics.py         the topics, as data
    documents.py      all of it as JSON Schemas, and as an AsyncAPI document (asyncapi.py), for other languages
"""
