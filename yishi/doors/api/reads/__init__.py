"""What may be read. Rows come from the rooms' `lists.py`; which parts of them, `sight.py` says."""
