"""How counts are answered: what was asked becomes atoms, atoms of one signature are answered by one query."""
