import io
import json
import threading
import unittest
import urllib.error
import urllib.request

from pricing.__main__ import service
from pricing.quote import Purchase, quote


class QuoteTest(unittest.TestCase):
    def test_rules_add_up_and_are_named(self):
        plain = quote(Purchase("hamlet", 2, 30))
        self.assertEqual((plain.amount, plain.reasons), (9150, ()))
        group = quote(Purchase("hamlet", 6, 100))
        self.assertEqual(group.amount, 4500 * 6 * 82 // 100 + 150)
        self.assertEqual(group.reasons, ("early bird", "group of six or more"))

    def test_the_last_week_costs_more(self):
        self.assertGreater(quote(Purchase("hamlet", 1, 6)).amount, quote(Purchase("hamlet", 1, 7)).amount)

    def test_an_unknown_event_has_a_price(self):
        self.assertEqual(quote(Purchase("new", 1, 30)).amount, 4650)


class ServiceTest(unittest.TestCase):
    def setUp(self):
        service.logs = io.StringIO()
        self.server = service.create_server(0, "127.0.0.1")
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()

    def ask(self, body, path="/v1/quotes"):
        try:
            with urllib.request.urlopen(self.url + path, data=json.dumps(body).encode()) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def test_a_quote_over_http(self):
        status, answer = self.ask({"eventId": "hamlet", "seats": 2})
        self.assertEqual(status, 200)
        self.assertEqual(answer["reasons"], ["early bird"])

    def test_what_is_wrong_is_refused(self):
        for body in ({}, [], {"eventId": "x", "seats": 0}, {"eventId": "x", "seats": True}, {"eventId": 1, "seats": 1}):
            self.assertEqual(self.ask(body)[0], 400, body)
        self.assertEqual(self.ask({"eventId": "x", "seats": 1, "date": "soon"})[0], 400)
        self.assertEqual(self.ask({}, "/nowhere")[0], 404)

    def test_probes_and_metrics(self):
        self.ask({"eventId": "hamlet", "seats": 2})
        for path in ("/healthz", "/readyz"):
            with urllib.request.urlopen(self.url + path) as answer:
                self.assertEqual(answer.status, 200)
        with urllib.request.urlopen(self.url + "/metrics") as answer:
            self.assertIn('route="/v1/quotes",status="200"', answer.read().decode())


if __name__ == "__main__":
    unittest.main()
