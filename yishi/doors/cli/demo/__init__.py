"""The demo year: an invented organ with the size and rates of a real district, lived through by calling the steps."""
