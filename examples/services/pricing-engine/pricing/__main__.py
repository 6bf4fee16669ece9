from datetime import date

from .quote import Purchase, days_until, quote
from .service import Refusal, Service


def quote_seats(request: dict) -> dict:
    event_id = request.get("eventId")
    seats = request.get("seats")
    if not isinstance(event_id, str) or not 0 < len(event_id) <= 64:
        raise Refusal(400, "invalid", "eventId must be a short text")
    if not isinstance(seats, int) or isinstance(seats, bool) or not 1 <= seats <= 10:
        raise Refusal(400, "invalid", "seats must be from 1 to 10")
    try:
        days_before = days_until(request.get("date", "9999-01-01"), date.today())
    except (TypeError, ValueError):
        raise Refusal(400, "invalid", "date must be like 2027-06-19") from None
    result = quote(Purchase(event_id, seats, days_before))
    return {"amount": result.amount, "currency": result.currency, "reasons": list(result.reasons)}


service = Service("pricing-engine", {"/v1/quotes": quote_seats})

if __name__ == "__main__":
    service.run()
