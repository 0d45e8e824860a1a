"""What the statutes say about time and form: periods, calendars, places, rule packs. Imports no Django."""
