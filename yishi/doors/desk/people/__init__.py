"""The registers: who sits, belongs where, serves in which unit, and signs in; every change goes to the journal."""
