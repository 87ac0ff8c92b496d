"""How clients are set up, and what they say of a set-up that cannot work."""

import json
import tempfile
import unittest
from unittest import mock

from pumpup import AsyncPumpUp, ConfigurationError, PumpUp
from pumpup._settings import loopback, service_config, settings


def made(url=None, key="k", ca=None, plaintext=False, **environment):
    with mock.patch.dict("os.environ", environment, clear=True):
        return settings(url, key, ca, plaintext, 30)


class SetUp(unittest.TestCase):
    def test_addresses(self) -> None:
        for url, target, secure in [
            ("http://127.0.0.1:50051", "127.0.0.1:50051", False),
            ("http://localhost:1/", "localhost:1", False),
            ("http://[::1]:5", "[::1]:5", False),
            ("https://pumpup.example", "pumpup.example:443", True),
            ("https://pumpup.example:8443", "pumpup.example:8443", True),
        ]:
            with self.subTest(url):
                self.assertEqual((made(url).target, made(PUMPUP_URL=url).target, made(url).secure), (target, target, secure))
        self.assertEqual(made().target, "127.0.0.1:50051")

    def test_addresses_that_are_none(self) -> None:
        for url in ("127.0.0.1:50051", "localhost", "ftp://x", "http://", "http://x:port", "https://x/path", "https://me@x"):
            with self.subTest(url), self.assertRaisesRegex(ConfigurationError, "http://HOST:PORT"):
                made(url)

    def test_plaintext_goes_to_this_machine_only(self) -> None:
        for host, here in [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("10.0.0.1", False),
                           ("pumpup.example", False), ("localhost.example", False)]:
            self.assertEqual(loopback(host), here, host)
        with self.assertRaisesRegex(ConfigurationError, "allow_plaintext=True"):
            made("http://pumpup.example")
        self.assertEqual(made("http://pumpup.example", plaintext=True).target, "pumpup.example:80")

    def test_keys(self) -> None:
        self.assertEqual(made(key=None, PUMPUP_API_KEY=" pk_1\n").authorization(), ("authorization", "Bearer pk_1"))
        keys = iter("ab")
        exchanged = made(key=lambda: next(keys))
        self.assertEqual([exchanged.authorization()[1], exchanged.authorization()[1]], ["Bearer a", "Bearer b"])
        self.assertEqual(made(key=lambda: " pk_1\n").authorization(), ("authorization", "Bearer pk_1"))
        for given, words in [("", "gave no key"), (" \n", "gave no key"), (None, "gave no key"), ("pk\n1", "plain ASCII"),
                             (b"pk_1", "plain ASCII"), ("pk_\u2026", "plain ASCII")]:
            with self.subTest(given), self.assertRaisesRegex(ConfigurationError, words):
                made(key=lambda given=given: given).authorization()
        with self.assertRaisesRegex(ConfigurationError, r"export PUMPUP_API_KEY=\$\(cat pumpup-data/agent.key\)"):
            made(key=None)
        with self.assertRaisesRegex(ConfigurationError, "plain ASCII"):
            made(key="pk_\u2026")

    def test_both_clients_say_so_at_once(self) -> None:
        with mock.patch.dict("os.environ", clear=True):
            for client in (PumpUp, AsyncPumpUp):
                with self.assertRaises(ConfigurationError):
                    client()

    def test_certificates(self) -> None:
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"certificate")
            file.flush()
            self.assertEqual(made("https://x", ca=file.name).ca_cert, b"certificate")
            self.assertEqual(made("https://x", PUMPUP_CA_CERT=file.name).ca_cert, b"certificate")
        self.assertIsNone(made("https://x").ca_cert)
        with self.assertRaisesRegex(ConfigurationError, "PUMPUP_CA_CERT"):
            made("https://x", ca="/nowhere/ca.pem")

    def test_streams_are_not_retried_below_the_layer(self) -> None:
        retried, streams = json.loads(service_config())["methodConfig"]
        self.assertEqual(retried["retryPolicy"]["retryableStatusCodes"], ["UNAVAILABLE"])
        names = {f"{each['service']}/{each['method']}" for each in streams["name"]}
        self.assertEqual(names, {"pumpup.v1.Approvals/WatchResult", "pumpup.v1.Elicitations/WatchResult",
                                 "pumpup.v1.Tasks/WatchEvents", "pumpup.v1.Inbox/Watch", "pumpup.v1.Uploads/Download"})


if __name__ == "__main__":
    unittest.main()
