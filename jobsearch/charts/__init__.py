"""Pictures of measures: each takes a measure's table and draws it; none computes a figure."""
