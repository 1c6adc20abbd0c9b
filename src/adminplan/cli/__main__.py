"""Runs the command line where the package itself is named: `python -m adminplan.cli`. Reads and Writes as `adminplan` does."""

import sys

from adminplan.cli import main

if __name__ == "__main__":
    sys.exit(main())
