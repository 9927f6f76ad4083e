"""What the commands print: plain values, laid out for 80 columns."""
