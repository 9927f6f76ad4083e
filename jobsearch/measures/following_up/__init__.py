"""How well interviews are followed up: waiting periods, what is owed, the agenda."""
