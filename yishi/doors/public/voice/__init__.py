"""A resident's whole way: he says something, sends photographs along, looks up what becomes of it, says whether it is solved."""
