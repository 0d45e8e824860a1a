"""The public's door: no account, plain words, and nothing that was not published."""
