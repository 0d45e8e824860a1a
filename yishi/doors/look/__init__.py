"""The look of the house: shells, components and the few scripts that every door shares."""
