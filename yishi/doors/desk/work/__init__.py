"""The office's own work on suggestions: hand-over meetings, hints, topics, bulletins, the year's report, import, papers."""
