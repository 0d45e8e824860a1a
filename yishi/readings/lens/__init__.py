"""The lens: the facts in columns of their own, in which the counts of many figures are read off in a few passes.

Nothing here is imported by what a web process serves; Ibis and DuckDB are loaded where they are used.
"""
