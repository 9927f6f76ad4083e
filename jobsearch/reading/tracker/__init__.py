"""Somebody's own tracker: other headers, other words, several tables in the columns of one."""
