"""Log or table → table: pure functions, none of which asks what day it is."""
