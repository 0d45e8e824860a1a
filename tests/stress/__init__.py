"""Races and kills: what many do at once, and what is left when the machine stops in the middle."""
