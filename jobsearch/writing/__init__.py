"""
A person's change → the file: what a change did not say it would change, it does not change.

`changes` plans and applies; the other modules know the file: its zip (package.py), one sheet's XML
(sheet.py), what grows with it (tables.py), formulas, styles, text files (delimited.py), and how a
file is replaced without harm (safely.py).
"""
