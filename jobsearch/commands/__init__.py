"""The commands, a module each: HELP, EXAMPLE, GROUP, add_arguments and run; and what they share."""
