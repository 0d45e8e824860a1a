"""Stations start no clock: no rule sets a day by which a turn has to be kept. Those that passed and of which nobody said whether they
were kept are counted on Today and listed at the desk.
"""
