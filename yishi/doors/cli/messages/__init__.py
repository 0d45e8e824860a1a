"""The words of pages in two languages: found in the code, kept in .po files, made into the .mo that gettext reads.

Babel does it, in Python: a machine that runs Yishi need not have GNU gettext.
"""
