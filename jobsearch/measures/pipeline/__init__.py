"""How broad and how alive the search is: history, breadth, pace, funnel, stale applications."""
