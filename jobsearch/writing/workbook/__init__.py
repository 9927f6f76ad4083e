"""How a workbook is edited without loss: its package, its sheets, cells, formulas, styles."""
