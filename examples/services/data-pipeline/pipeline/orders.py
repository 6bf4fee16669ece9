"""From raw order events to a table of sales: read, drop duplicates, add up, write."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True)
class Sale:
    order_id: str
    day: str
    event_id: str
    seats: int
    amount: int


@dataclass
class Quality:
    """What went in and what was thrown away: a run that drops too much must fail."""

    read: int = 0
    duplicates: int = 0
    broken: int = 0


def read_sales(lines: Iterable[str], quality: Quality) -> Iterator[Sale]:
    """The event bus delivers at least once, so an order may come twice."""
    seen: set[str] = set()
    for line in lines:
        quality.read += 1
        try:
            event = json.loads(line)
            order = event["order"]
            sale = Sale(order["id"], event["at"][:10], order["eventId"], int(order["seats"]), int(order["amount"]))
        except (ValueError, KeyError, TypeError):
            quality.broken += 1
            continue
        if sale.order_id in seen:
            quality.duplicates += 1
            continue
        seen.add(sale.order_id)
        yield sale


def add_up(sales: Iterable[Sale]) -> list[tuple[str, str, int, int, int]]:
    """Orders, seats and money by day and event."""
    totals: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for sale in sales:
        total = totals[sale.day, sale.event_id]
        total[0] += 1
        total[1] += sale.seats
        total[2] += sale.amount
    return [(day, event, *total) for (day, event), total in sorted(totals.items())]


def write_table(rows: Iterable[tuple], target: TextIO) -> None:
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["day", "event_id", "orders", "seats", "amount"])
    writer.writerows(rows)
