"""Data of the room: topics, grounds for not accepting."""
