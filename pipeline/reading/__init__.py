"""Article to mentions: who did what to whom, where and when, how many, and who says so.

``read`` runs the whole, ``read_all`` that of many articles side by side. Each finder takes a ``Page`` and gives
``findings``; it can be used alone. A file's neighbours begin with its name; its own first line says what it is about.

    read            the stages in order; finders runs all that find
    page            boilerplate, dateline, sentences, letters; language
    triggers        words that may tell of an act; inflection
    realis          did it happen? clauses, assertion, grievance, politics
    places          place_name, place_names, place_words, place_guards, place_lexicon, place_distance: where names stand
                    place_context, place_outlets, place_scene, place_ties: what they mean here
                    place_sites, place_parts, place_unlisted, place_capital: what the gazetteer has no entry for
                    place_act, place_anchors, place_fitness, place_here, place_matter: where an act was
                    place_doubts, place_instead: what speaks against it in capitals, and what is said then
                    place_asides: names beside an act that are not where it was
    times           time_tokens, time_grammar: the grammar, of rules in time_days, time_distances, time_periods
                    time_context, time_values: what they count from, and how
                    event_dates, datable, date_claims, event_bounds, hearings: when an act took place
    actors          actor_tables, actor_phrases, actor_definitions
    persons         person_names, person_nouns, person_phrases, person_unity, given_names: who they are
                    person_context, person_harm, person_harm_words, person_lists: what became of them
    figures         numbers, figure_tokens, figure_phrases: what is counted
                    figure_binding, figure_gaps, figure_things: what became of it
    claims          attribution: who says so; claim_choice: which figures an act keeps
    objects         object_tables: weapons and targets
    acts            reports, families, compatible, apart: which triggers tell of one act
    types           sectors, cues, type_amendments: what it was; roles, suspects: who did it to whom
                    snippet: of a text known to tell of one
    assembly        summaries, signs, confidence: mentions, or drops with a reason

``folding`` and ``phrases`` are how text is looked up in tables.
"""

from pipeline.reading.findings import Reading
from pipeline.reading.read import read, read_all

__all__ = ["Reading", "read", "read_all"]
