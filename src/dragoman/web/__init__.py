"""The page: a server on this machine alone, and the same page as one file.

`held.py` keeps a casebook in memory, `answers.py` and `pairs.py` say what each view needs (all of it made by the parts
above), `application.py` answers requests that `guard.py` lets through, `writes.py` takes decisions, `running.py` starts
the server, `single.py` writes the one file. `static/` is the page itself.
"""
