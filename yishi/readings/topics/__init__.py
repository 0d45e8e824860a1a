"""Hot topics (热点): many messages on one problem, at one place, in one time, found by their words alone; see README.md."""
