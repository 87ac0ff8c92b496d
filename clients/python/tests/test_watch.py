"""When a watch goes on and when it ends, over a wire that plays by a script."""

import unittest
from unittest import mock

import grpc

import pumpup
from pumpup import ApiError, ConfigurationError, NotFoundError, PumpUpTimeoutError, UnavailableError, _backoff, _status
from pumpup._backoff import Backoff, Quiet
from pumpup._sync import approvals, tasks, watch
from pumpup.v1 import approvals_pb2, events_pb2, requests_pb2, tasks_pb2

PENDING = approvals_pb2.ApprovalsWatchResultResponse(pending=requests_pb2.Pending())
DECIDED = approvals_pb2.ApprovalsWatchResultResponse(decided=requests_pb2.ApprovalResult(event_id="d", decided_by="admin"))
DECIDED.decided.outcome.reject.note = "No."
CANCELLED = approvals_pb2.ApprovalsWatchResultResponse(cancelled=requests_pb2.Cancelled(reason="Parcel turned up"))
BROKEN = UnavailableError("the connection broke", code="UNAVAILABLE")
END = None  # The stream ends with OK.


class Wire:
    """Each stream says what its script has, in turn; an exception is raised, and a function is called."""

    def __init__(self, *scripts) -> None:
        self.scripts, self.requests, self.closed = list(scripts), [], False
        self.settings = mock.Mock(url="http://127.0.0.1:50051", timeout=30)

    def stream(self, _service, _method, request):
        self.requests.append(request)
        return Stream(self.scripts.pop(0))

    def check(self) -> None:
        pass


class Stream:
    def __init__(self, script) -> None:
        self.script, self.cancelled = list(script), False

    def read(self, _limit):
        said = self.script.pop(0)
        if callable(said):
            said = said(self)
        if isinstance(said, Exception):
            raise said
        return said

    def cancel(self) -> None:
        self.cancelled = True


class Bell:
    """Nobody waits here; how long it would have been is kept."""

    pauses: list = []

    def wait(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def ring(self) -> None:
        pass


class Watching(unittest.TestCase):
    def setUp(self) -> None:
        Bell.pauses = []
        patched = mock.patch.object(watch, "Bell", Bell)
        patched.start()
        self.addCleanup(patched.stop)

    def states(self, *scripts, timeout=None) -> list:
        self.wire = Wire(*scripts)
        with self.assertLogs("pumpup", "INFO"):
            return [state.type for state in approvals.Approvals(self.wire).watch("r", timeout=timeout)]

    def test_it_ends_with_the_decision(self) -> None:
        self.assertEqual(self.states([PENDING, PENDING, DECIDED]), ["pending", "pending", "decided"])

    def test_it_goes_on_over_whatever_breaks(self) -> None:
        draining = UnavailableError("going away", code="UNAVAILABLE", reason="DRAINING")
        self.assertEqual(self.states([PENDING, BROKEN], [draining], [Quiet()], [BROKEN], [PENDING, DECIDED]),
                         ["pending", "pending", "decided"])
        self.assertEqual(len(self.wire.requests), 5)

    def test_it_never_invents_an_end(self) -> None:
        self.assertEqual(self.states([PENDING, END], [END], [CANCELLED]), ["pending", "cancelled"])

    def test_pauses_grow_and_begin_anew_after_a_stream_that_lasted(self) -> None:
        now = [100.0]

        def later(_stream):
            now[0] += Backoff.LAST + 1
            return BROKEN

        with mock.patch.object(_backoff.time, "monotonic", lambda: now[0]):
            self.states([BROKEN], [PENDING, BROKEN], [PENDING, END], [later], [PENDING, later], [PENDING, END], [DECIDED])
        spans = [(0.05, 0.1), (0.1, 0.2), (0.2, 0.4), (0.4, 0.8), (0.05, 0.1), (0.1, 0.2)]
        self.assertEqual(len(Bell.pauses), len(spans))
        for pause, (least, most) in zip(Bell.pauses, spans):
            self.assertTrue(least <= pause <= most, Bell.pauses)

    def test_trouble_with_connecting_passes_too(self) -> None:
        scripts = []
        for said in ("Connection refused", "CERTIFICATE_VERIFY_FAILED", "WRONG_VERSION_NUMBER", "Socket closed"):
            said = f"failed to connect to all addresses; last error: {said}"
            scripts.append([_status.error(grpc.StatusCode.UNAVAILABLE, said, [], "", "")])
        self.assertEqual(self.states([PENDING, BROKEN], *scripts, [DECIDED]), ["pending", "decided"])

    def test_garbled_details_do_not_end_it(self) -> None:
        garbled = _status.error(grpc.StatusCode.UNAVAILABLE, "going away", [(_status.DETAILS, b"\xff")], "", "")
        self.assertEqual(self.states([PENDING, garbled], [DECIDED]), ["pending", "decided"])

    def test_it_comes_back_when_it_was_told_to(self) -> None:
        self.states([UnavailableError("wait", code="UNAVAILABLE", reason="UNAVAILABLE", retry_after=7)], [DECIDED])
        self.assertEqual(Bell.pauses, [7])

    def test_a_refusal_ends_it_at_once(self) -> None:
        for refusal in (NotFoundError("gone", code="NOT_FOUND", reason="REQUEST_NOT_FOUND"),
                        ApiError("who?", code="UNAUTHENTICATED", reason="UNAUTHENTICATED"),
                        ApiError("our bug", code="INTERNAL", reason="INTERNAL")):
            wire = Wire([refusal], [DECIDED])
            with self.assertRaises(type(refusal)):
                approvals.Approvals(wire).watch_result("r")
            self.assertEqual(len(wire.requests), 1)

    def test_its_time_is_bounded(self) -> None:
        now = [100.0]

        def quiet(_stream):
            now[0] += 10
            return Quiet()

        with mock.patch.object(_backoff.time, "monotonic", lambda: now[0]), self.assertRaises(PumpUpTimeoutError):
            approvals.Approvals(Wire([PENDING, quiet])).watch_result("r", timeout=10)

    def test_closing_it_ends_the_iteration(self) -> None:
        states = approvals.Approvals(Wire([PENDING, lambda _stream: states.close() or BROKEN])).watch("r")
        self.assertEqual([state.type for state in states], ["pending"])

    def test_what_was_heard_before_it_was_closed_is_left_to_the_next_one(self) -> None:
        notes = [events_pb2.Event(sequence=each, note=events_pb2.Note(message="x")) for each in (1, 2)]
        events = tasks.Tasks(Wire([tasks_pb2.TasksWatchEventsResponse(events=notes, cursor="c2")])).watch_events("t", cursor="c0")
        with self.assertLogs("pumpup"):
            self.assertEqual(next(events).sequence, 1)
        events.close()
        self.assertEqual(([event.sequence for event in events], events.cursor), ([], "c0"))

    def test_what_is_heard_while_it_is_closed_is_left_too(self) -> None:
        states = approvals.Approvals(Wire([PENDING, lambda _stream: states.close() or DECIDED])).watch("r")
        with self.assertLogs("pumpup"):
            self.assertEqual([state.type for state in states], ["pending"])

    def test_a_key_that_is_none_ends_it(self) -> None:
        wire = Wire([PENDING, BROKEN], [ConfigurationError("The function api_key gave no key.")])
        with self.assertRaises(ConfigurationError), self.assertLogs("pumpup"):
            approvals.Approvals(wire).watch_result("r")
        self.assertEqual(len(wire.requests), 2)

    def test_a_result_is_the_same_however_it_is_read(self) -> None:
        wire = Wire([DECIDED])
        wire.unary = lambda *_: approvals_pb2.ApprovalsGetResultResponse(decided=DECIDED.decided)
        client = approvals.Approvals(wire)
        self.assertEqual(client.watch_result("r"), client.get_result("r"))
        self.assertEqual(client.get_result("r").outcome, pumpup.Outcome("REJECT", "No."))

    def test_no_result_will_come(self) -> None:
        wire = Wire()
        client = approvals.Approvals(wire)
        for state, error in ((CANCELLED.cancelled, pumpup.RequestCancelled), (requests_pb2.TimedOut(), pumpup.RequestTimedOut)):
            arm = "cancelled" if error is pumpup.RequestCancelled else "timed_out"
            wire.unary = lambda *_: approvals_pb2.ApprovalsGetResultResponse(**{arm: state})
            with self.assertRaises(error):
                client.get_result("r")

    def test_a_timeline_goes_on_where_it_was(self) -> None:
        def message(*sequences, cursor):
            return tasks_pb2.TasksWatchEventsResponse(events=[event(each) for each in sequences], cursor=cursor)

        def event(sequence):
            return events_pb2.Event(sequence=sequence, event_type="EVENT_TYPE_NOTE", note=events_pb2.Note(message="x"))

        wire = Wire([message(1, 2, cursor="c2"), message(cursor="c2"), BROKEN], [message(3, cursor="c3"), lambda _: events.close()])
        seen = []
        events = tasks.Tasks(wire).watch_events("t", cursor="c0")
        with self.assertLogs("pumpup"):
            for each in events:
                seen.append((each.sequence, events.cursor))
        self.assertEqual(seen, [(1, "c0"), (2, "c2"), (3, "c3")])
        self.assertEqual([request.cursor for request in wire.requests], ["c0", "c2"])


class Pauses(unittest.TestCase):
    def test_they_stay_within_five_seconds(self) -> None:
        backoff = Backoff()
        pauses = [backoff.next() for _ in range(12)]
        self.assertTrue(all(pause <= 5 for pause in pauses) and pauses[-1] >= 2.5, pauses)
        self.assertGreaterEqual(backoff.next(at_least=9), 9)


if __name__ == "__main__":
    unittest.main()
