"""How messages of residents were answered: by class, unit, street, channel, station and officer, over any days, opened to the rows."""
