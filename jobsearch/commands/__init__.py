"""The commands, a module for each family: its arguments, and what it calls and prints."""
