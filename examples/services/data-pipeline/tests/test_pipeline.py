import io
import json
import subprocess
import sys
import unittest

from pipeline.orders import Quality, add_up, read_sales, write_table
from pipeline.refunds_export import find_refunds


def event(order_id, seats=2, amount=9000, at="2027-02-12T10:00:00Z"):
    return json.dumps({"type": "OrderPlaced", "at": at, "order": {"id": order_id, "eventId": "hamlet", "seats": seats, "amount": amount}})


class OrdersTest(unittest.TestCase):
    def test_an_order_that_comes_twice_counts_once(self):
        quality = Quality()
        rows = add_up(read_sales([event("a"), event("a"), event("b", seats=1), "{"], quality))
        self.assertEqual(rows, [("2027-02-12", "hamlet", 2, 3, 18000)])
        self.assertEqual((quality.read, quality.duplicates, quality.broken), (4, 1, 1))

    def test_the_table_has_a_header(self):
        target = io.StringIO()
        write_table([("2027-02-12", "hamlet", 2, 3, 18000)], target)
        self.assertEqual(target.getvalue(), "day,event_id,orders,seats,amount\n2027-02-12,hamlet,2,3,18000\n")

    def test_too_many_broken_events_write_nothing(self):
        run = subprocess.run([sys.executable, "-m", "pipeline"], input=f"{event('a')}\n{{\n", capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertIn("too many broken", run.stderr)


class RefundsTest(unittest.TestCase):
    def test_only_the_month_and_no_formula(self):
        def refund(at, reason):
            return json.dumps({"type": "refund", "refund": {"createdAt": at, "paymentId": "p", "amount": 5, "reason": reason}})

        lines = [refund("2027-02-28T23:00:00Z", "=1+1"), refund("2027-03-01T00:00:00Z", "late"), '{"type":"payment"}']
        self.assertEqual(list(find_refunds(lines, "2027-02")), [("2027-02-28T23:00:00Z", "p", 5, "'=1+1")])


if __name__ == "__main__":
    unittest.main()
