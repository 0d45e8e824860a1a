"""The figures of the organ: all of them, one with the rows behind it, composed ones, years and organs side by side."""
