"""
How a workbook is edited without loss: its package, its sheets, cells, formulas, styles.

openpyxl would lose parts that it does not know, so only the pieces that change are written anew.
Cell names, serial dates and moved formulas are computed here, though openpyxl has them, too: to
import it takes longer than the whole change.
"""
