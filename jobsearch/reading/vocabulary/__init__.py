"""Text → value: the words of cells, statuses and headers, and the spellings of dates."""
