"""The desk's pages of the room `activities`: what was done, what is planned, the year's numbers, kinds of one's own."""
