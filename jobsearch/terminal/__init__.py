"""What the commands print: the plain values of a `scorecard`, laid out for 80 columns."""
