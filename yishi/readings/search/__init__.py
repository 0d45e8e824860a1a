"""Full-text search over matters: any substring of two characters or more, and what reads alike."""
