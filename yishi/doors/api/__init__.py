"""The api door: everything that a page can do, for programs (OpenAPI 3.1, tokens)."""
