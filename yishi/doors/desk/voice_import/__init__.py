"""Messages of residents from a file: chosen, checked row by row, taken in; what is long as a job that can be stopped."""
