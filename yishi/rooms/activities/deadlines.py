"""Activities start no clock: no rule sets a day by which one is due. What was planned for a day that has passed and was
neither held nor cancelled stands in `lists.unheld`; a report of duty that waits for the office in `lists.reported`.
"""
