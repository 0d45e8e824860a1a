"""Lists of the doors' pages as operations: the same rows, columns, views, filters, order and file."""
