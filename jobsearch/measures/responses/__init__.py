"""How long employers take to answer: times, curves, chances, groups."""
