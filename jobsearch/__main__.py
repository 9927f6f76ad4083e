"""Makes ``python -m jobsearch`` the same as the command ``jobsearch``."""

import sys

from jobsearch.cli import main

if __name__ == "__main__":
    sys.exit(main())
