"""
How a log's file is edited: what a change does not name, it does not touch.

`edit_file.py` opens a workbook or a text file to write into, `workbook/` and `csv_text.py` edit
their kind, `file_safety.py` puts the new file in the place of the old one without harm.
`template.py` makes the kit's own workbook, `adopt.py` fills it from another tracker, and
`notebooks.py` copies the notebooks. What a person did is not known here: that is `changes`.
"""
