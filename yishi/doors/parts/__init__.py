"""What all doors share: who is here, taking a step from a page, lists, and one matter's page."""
