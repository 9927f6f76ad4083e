"""The formats that a log may have: bytes of a workbook, a text file or a web page → grids."""
