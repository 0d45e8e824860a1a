"""The rules in force, what they would give today, an organ's own rules edited, and the calendar they are counted by."""
