"""Data of the room: the actions of a station's year and how its stars are counted."""
