"""From the street, at the desk: the way of a message, and messages taken across into a suggestion."""
