"""Stations start no clock: no rule sets a day by which a turn has to be kept. Duties of days that have passed of which nobody said
whether they were kept stand in `lists.unrecorded`.
"""
