"""The desk's pages of the room `voice`: what residents say, sorted, answered, checked, passed on and counted."""
