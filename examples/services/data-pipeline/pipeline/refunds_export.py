"""Writes the refunds of one month for the accountants, from the journals of payments-api.

    python3 -m pipeline.refunds_export 2027-02 < journal.jsonl > refunds.csv
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator


def find_refunds(lines: Iterable[str], month: str) -> Iterator[tuple[str, str, int, str]]:
    for line in lines:
        entry = json.loads(line)
        if entry["type"] != "refund" or not entry["refund"]["createdAt"].startswith(month):
            continue
        refund = entry["refund"]
        yield refund["createdAt"], refund["paymentId"], refund["amount"], spreadsheet_safe(refund["reason"])


def spreadsheet_safe(text: str) -> str:
    """A reason is written by a person; a spreadsheet must not take it for a formula."""
    return "'" + text if text[:1] in "=+-@\t\r" else text


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 -m pipeline.refunds_export YYYY-MM")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["at", "payment", "amount", "reason"])
    writer.writerows(find_refunds(sys.stdin, sys.argv[1]))
