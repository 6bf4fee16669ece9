import io
import unittest

from fraud.__main__ import service
from fraud.score import score

ORDER = {"id": "ord-1", "eventId": "hamlet", "seats": 2, "amount": 9000}


class ScoreTest(unittest.TestCase):
    def test_an_ordinary_order_is_not_suspicious(self):
        self.assertEqual(score(ORDER), (0.0, []))

    def test_rules_add_to_each_other_and_never_pass_one(self):
        one, _ = score({**ORDER, "seats": 9})
        three, reasons = score({**ORDER, "seats": 9, "amount": 90_000, "eventId": "midsommar"})
        self.assertLess(one, three)
        self.assertLess(three, 1)
        self.assertEqual(len(reasons), 3)

    def test_the_service_names_its_reasons_and_refuses_half_an_order(self):
        service.logs = io.StringIO()
        status, answer = service.answer("/v1/scores", '{"id":"a","eventId":"hamlet","seats":9,"amount":1}')
        self.assertEqual((status, answer["reasons"]), (200, ["many seats"]))
        self.assertEqual(service.answer("/v1/scores", '{"id":"a"}')[0], 400)
        self.assertEqual(service.answer("/v1/scores", "x")[0], 400)


if __name__ == "__main__":
    unittest.main()
