"""Reads events from standard input, writes the table of sales to standard output.

    python3 -m pipeline < lake/2027-02-12.jsonl | psql --command "\\copy sales from stdin with csv header"
"""

import json
import sys

from .orders import Quality, add_up, read_sales, write_table

LARGEST_BROKEN_SHARE = 0.01


def main() -> int:
    quality = Quality()
    rows = add_up(read_sales(sys.stdin, quality))
    print(json.dumps({"service.name": "data-pipeline", "message": "read", **vars(quality)}), file=sys.stderr)
    if quality.broken > quality.read * LARGEST_BROKEN_SHARE:
        print("too many broken events, nothing is written", file=sys.stderr)
        return 1
    write_table(rows, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
