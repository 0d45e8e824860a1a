"""The desk's pages of the room `stations`: the stations, their rosters and reception days, their board, map and codes."""
