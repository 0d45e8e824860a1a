"""The pocket (代表、委员): phone first, one decision a card, five places at the bottom."""
