"""Where is what: the sheet, its header, the meaning of each column, the rows of the table."""
