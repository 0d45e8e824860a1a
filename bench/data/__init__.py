"""Records in bulk, such as steps write them.

A few dozen lives are walked by real steps (`lives`), year by year; what the steps wrote is read back row by row
(`tables`) and written again some thousand times with other keys, numbers, people, units, places and sentences
(`cloned`), the journal linked anew into the organ's chain (`chain`). So nothing here knows what a step writes.
What differs from years lived through is said in `build`.
"""
