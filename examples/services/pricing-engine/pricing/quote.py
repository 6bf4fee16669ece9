"""What seats cost: a base price, changed by rules in a fixed order."""

from dataclasses import dataclass
from datetime import date
from typing import Callable

BASE_PRICES = {"aurora-live": 5200, "hamlet": 4500, "nordic-choir": 3800, "ice-hockey-final": 6900, "midsommar": 8900}
DEFAULT_PRICE = 4500


@dataclass(frozen=True)
class Quote:
    """A price in the smallest unit of the currency, and how it came about."""

    amount: int
    currency: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Purchase:
    event_id: str
    seats: int
    days_before: int


Rule = tuple[str, Callable[[Purchase], bool], int]

# Each rule that applies adds or takes a percentage of the base price; they do not compound.
RULES: tuple[Rule, ...] = (
    ("early bird", lambda purchase: purchase.days_before >= 90, -10),
    ("last week", lambda purchase: purchase.days_before < 7, 15),
    ("group of six or more", lambda purchase: purchase.seats >= 6, -8),
)

BOOKING_FEE = 150


def quote(purchase: Purchase) -> Quote:
    base = BASE_PRICES.get(purchase.event_id, DEFAULT_PRICE) * purchase.seats
    applied = [(name, percent) for name, applies, percent in RULES if applies(purchase)]
    percent = 100 + sum(percent for _, percent in applied)
    # Half a cent goes to the customer.
    amount = base * percent // 100 + BOOKING_FEE
    return Quote(amount, "EUR", tuple(name for name, _ in applied))


def days_until(event_date: str, today: date) -> int:
    return (date.fromisoformat(event_date) - today).days
