"""The catalogue: what an organ does that is counted, by line of work, as data.

Read by the room (forms, facts), by figures (those of every kind follow from it) and by the report (how it is said).
"""
