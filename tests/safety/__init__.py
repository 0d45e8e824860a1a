"""Who may see what, on every address of every door; and what becomes of requests that no honest page sends."""
