"""Help for the one who sorts what residents say: always a suggestion with its reason, never done by itself. No outside service."""
