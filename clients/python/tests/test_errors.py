"""Statuses become the error of their family, in the server's words, or in a sentence that says what to do."""

import unittest

import grpc
from google.protobuf.any_pb2 import Any
from google.rpc import error_details_pb2, status_pb2

import pumpup
from pumpup import _status
from pumpup.errors import FAMILIES
from pumpup.v1 import access_pb2, approvals_pb2, elicitations_pb2, inbox_pb2, projects_pb2, tasks_pb2, uploads_pb2

URL = "http://127.0.0.1:50051"
CONTRACTS = (access_pb2, approvals_pb2, elicitations_pb2, inbox_pb2, projects_pb2, tasks_pb2, uploads_pb2)


def refusal(code: grpc.StatusCode, message: str, *details) -> pumpup.ApiError:
    status = status_pb2.Status(message=message)
    for detail in details:
        packed = Any()
        packed.Pack(detail)
        status.details.append(packed)
    metadata = [("x-request-id", "r-1"), ("grpc-status-details-bin", status.SerializeToString())]
    return _status.error(code, message, metadata, URL, "Tasks.Get")


def info(reason: str, **metadata: str) -> error_details_pb2.ErrorInfo:
    return error_details_pb2.ErrorInfo(reason=reason, domain="pumpup", metadata=metadata)


class Refusals(unittest.TestCase):
    def test_each_code_has_its_family(self) -> None:
        for code, family in FAMILIES.items():
            error = refusal(grpc.StatusCode[code], "No.", info("SOME_REASON", id="x"))
            self.assertIs(type(error), family)
            self.assertEqual((error.reason, error.message, error.metadata, error.code, error.request_id),
                             ("SOME_REASON", "No.", {"id": "x"}, code, "r-1"))
        self.assertIs(type(refusal(grpc.StatusCode.DATA_LOSS, "No.")), pumpup.ApiError)

    def test_the_text_has_the_sentence_and_every_field(self) -> None:
        faults = error_details_pb2.BadRequest()
        faults.field_violations.add(field="summary", description="it is empty")
        faults.field_violations.add(field="key_value_context[1].key", description="it is there twice")
        error = refusal(grpc.StatusCode.INVALID_ARGUMENT, "Two faults.", info("INVALID_REQUEST"), faults)
        self.assertEqual(str(error), "INVALID_REQUEST: Two faults.\n  summary: it is empty\n"
                                     "  key_value_context[1].key: it is there twice")
        self.assertEqual([each.field for each in error.violations], ["summary", "key_value_context[1].key"])

    def test_somebody_elses_reason_is_not_ours(self) -> None:
        other = error_details_pb2.ErrorInfo(reason="QUOTA", domain="proxy.example")
        self.assertEqual(refusal(grpc.StatusCode.RESOURCE_EXHAUSTED, "Slow down.", other).reason, "")

    def test_when_to_come_back(self) -> None:
        delay = error_details_pb2.RetryInfo()
        delay.retry_delay.FromMilliseconds(1500)
        error = refusal(grpc.StatusCode.RESOURCE_EXHAUSTED, "Too fast.", info("LIMIT_EXCEEDED"), delay)
        self.assertEqual(error.retry_after, 1.5)
        self.assertTrue(_status.passing(error))

    def test_which_ends_of_a_stream_pass(self) -> None:
        code = grpc.StatusCode
        for status, reason, passes in [
            (code.UNAVAILABLE, None, True), (code.UNAVAILABLE, "DRAINING", True), (code.INTERNAL, None, True),
            (code.UNKNOWN, None, True), (code.CANCELLED, None, True), (code.INTERNAL, "INTERNAL", False),
            (code.UNAUTHENTICATED, "UNAUTHENTICATED", False), (code.UNAUTHENTICATED, None, False),
            (code.PERMISSION_DENIED, "PERMISSION_DENIED", False), (code.NOT_FOUND, "REQUEST_NOT_FOUND", False),
            (code.UNIMPLEMENTED, None, False), (code.RESOURCE_EXHAUSTED, "LIMIT_EXCEEDED", False),
        ]:
            with self.subTest(status=status, reason=reason):
                error = refusal(status, "No.", *([info(reason)] if reason else []))
                self.assertEqual(_status.passing(error), passes)

    def test_connections_that_do_not_come_about(self) -> None:
        for said, advice in [
            ("failed to connect to all addresses; last error: x: Connection refused", "pumpup serve"),
            ("failed to connect to all addresses; last error: x: Socket closed", "write https://"),
            ("failed to connect to all addresses; last error: SSL_ERROR_SSL: WRONG_VERSION_NUMBER", "does not speak TLS"),
            ("failed to connect to all addresses; last error: CERTIFICATE_VERIFY_FAILED: x", "PUMPUP_CA_CERT"),
            ("DNS resolution failed for x: Domain name not found", "PUMPUP_URL"),
            ("Stream removed (Socket closed)", "is not available"),
        ]:
            with self.subTest(said):
                error = _status.error(grpc.StatusCode.UNAVAILABLE, said, [], URL, "Tasks.Get")
                self.assertIsInstance(error, pumpup.UnavailableError)
                self.assertIn(advice, str(error))
                self.assertIn(URL, str(error))

    def test_garbled_details_leave_the_code_and_the_sentence(self) -> None:
        garbled = Any(type_url="type.googleapis.com/google.rpc.ErrorInfo", value=b"\xff")
        for encoded in (b"\xff\xff", status_pb2.Status(details=[garbled]).SerializeToString()):
            error = _status.error(grpc.StatusCode.NOT_FOUND, "No such task.", [(_status.DETAILS, encoded)], URL, "Tasks.Get")
            self.assertIsInstance(error, pumpup.NotFoundError)
            self.assertEqual((error.message, error.reason, error.code), ("No such task.", "", "NOT_FOUND"))

    def test_a_write_that_is_late_may_have_taken_effect(self) -> None:
        for contract in CONTRACTS:
            for service in contract.DESCRIPTOR.services_by_name.values():
                for method in service.methods:
                    name = _status.full_name(service.name, method.name)
                    error = _status.error(grpc.StatusCode.DEADLINE_EXCEEDED, "", [], URL, name, 1)
                    writes = "idempotency_key" in method.input_type.fields_by_name
                    self.assertEqual("A write may have taken effect all the same." in str(error), writes, name)

    def test_time_outs_are_one_error_which_is_pythons_too(self) -> None:
        error = _status.error(grpc.StatusCode.DEADLINE_EXCEEDED, "Deadline Exceeded", [], URL, "Tasks.Get", 0.5)
        self.assertEqual(str(error), f"{URL} did not answer Tasks.Get within 0.5 s.")
        for each in (error, _status.late("Too late.")):
            self.assertIsInstance(each, pumpup.PumpUpTimeoutError)
            self.assertIsInstance(each, TimeoutError)


if __name__ == "__main__":
    unittest.main()
