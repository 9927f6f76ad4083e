"""A notebook run on a log, as one page that needs nothing else."""
