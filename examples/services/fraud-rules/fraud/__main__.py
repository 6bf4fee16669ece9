from .score import score
from .service import Refusal, Service

FIELDS = {"id": str, "eventId": str, "seats": int, "amount": int}


def score_order(request: dict) -> dict:
    for name, kind in FIELDS.items():
        if type(request.get(name)) is not kind:
            raise Refusal(400, "invalid", f"{name} must be of type {kind.__name__}")
    value, reasons = score(request)
    return {"orderId": request["id"], "score": value, "reasons": reasons}


service = Service("fraud-rules", {"/v1/scores": score_order})

if __name__ == "__main__":
    service.run()
