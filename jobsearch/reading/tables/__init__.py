"""Grid → typed tables: cells parsed by column, keys, and the tables inside wide columns."""
