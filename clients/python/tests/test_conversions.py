"""Conversions, as tables: what callers give becomes the message that the contract wants, and messages become what callers get."""

import datetime as dt
import unittest

import pumpup
from pumpup import _from, _from_events, _to
from pumpup.v1 import events_pb2, fields_pb2, outcomes_pb2, projects_pb2, requests_pb2, tasks_pb2

FIELDS = [
    pumpup.Field_Text("a", "A", "What", True, 1, 9, "EMAIL"),
    pumpup.Field_Text("a", "A"),
    pumpup.Field_TextArea("a", "A", max_length=0),
    pumpup.Field_Number("a", "A", min=0, max=8.5, integer_only=True),
    pumpup.Field_Number("a", "A"),
    pumpup.Field_Slider("a", "A", min=0, max=1, step=0.25),
    pumpup.Field_Select("a", "A", options=["x", "y"]),
    pumpup.Field_Multiselect("a", "A", options=["x", "y"], required=True),
    pumpup.Field_DateField("a", "A", min="2026-01-01"),
    pumpup.Field_Time("a", "A", max="23:59"),
    pumpup.Field_DateTime("a", "A", min="2026-01-01T00:00", max="2026-12-31T23:59"),
    pumpup.Field_Switch("a", "A"),
]
# The kind of the field, what is given as its answer, and the arm and value on the wire.
ANSWERS = [
    ("Text", "x", "text", "x"),
    ("TextArea", "x", "text_area", "x"),
    ("Number", 3, "number", 3.0),
    ("Slider", 0.5, "slider", 0.5),
    ("Select", "x", "select", "x"),
    ("DateField", dt.date(2026, 5, 14), "date_field", "2026-05-14"),
    ("DateField", "2026-05-14", "date_field", "2026-05-14"),
    ("Time", dt.time(17, 45), "time", "17:45:00"),
    ("DateTime", dt.datetime(2026, 5, 14, 19, 5), "date_time", "2026-05-14T19:05:00"),
    ("Switch", False, "switch", False),
    # What does not fit its field goes where it fits, for the server to refuse by name.
    ("Number", "three", "text", "three"),
    ("Switch", 1, "number", 1.0),
    ("Select", True, "switch", True),
    (None, "x", "text", "x"),
]


class Conversions(unittest.TestCase):
    def test_fields_come_back_as_they_were(self) -> None:
        for field in FIELDS:
            with self.subTest(field):
                self.assertEqual(_from.field(_to.field(field)), field)

    def test_every_arm_of_the_contract_is_known(self) -> None:
        arms = {field.name for field in fields_pb2.Field.DESCRIPTOR.oneofs_by_name["kind"].fields}
        self.assertEqual(set(_to.ARMS.values()), arms)
        self.assertEqual({field.name for field in fields_pb2.FieldValue.DESCRIPTOR.oneofs_by_name["kind"].fields}, arms)
        payloads = {field.name for field in events_pb2.Event.DESCRIPTOR.oneofs_by_name["payload"].fields}
        self.assertEqual(set(_from_events.PAYLOADS), payloads)
        states = {field.name for field in requests_pb2.Request.DESCRIPTOR.oneofs_by_name["state"].fields}
        self.assertEqual(set(_from.STATES), states)

    def test_answers_go_in_the_arm_of_their_field(self) -> None:
        for kind, given, arm, value in ANSWERS:
            with self.subTest(kind=kind, given=given):
                message = _to.value(given, kind)
                self.assertEqual((message.WhichOneof("kind"), getattr(message, arm)), (arm, value))

    def test_a_selection_may_be_empty(self) -> None:
        self.assertEqual(_from.answer(_to.value([], "Multiselect")), pumpup.FieldValue("Multiselect", []))
        self.assertEqual(_to.value(pumpup.FieldValue("Multiselect", ["x"]), None).multiselect.options, ["x"])

    def test_whole_numbers_are_ints(self) -> None:
        for given, plain in [(3.0, 3), (3.5, 3.5), (-0.0, 0), (2.0**60, 2.0**60)]:
            self.assertEqual((_from.number(given), type(_from.number(given))), (plain, type(plain)))

    def test_json_comes_back_as_it_was(self) -> None:
        value = {"a": [1, 2.5, None, True, "x", {"b": []}], "c": {}}
        self.assertEqual(_from.struct(_to.struct(value)), value)

    def test_integers_that_would_be_rounded_are_refused(self) -> None:
        number = pumpup.Field_Number("n", "N")
        for exact in (2**53, -2**53, True, 1e300):
            self.assertEqual(_from.struct(_to.struct({"a": [exact]})), {"a": [exact]})
        for large in (2**53 + 1, -2**53 - 1, 10**400):
            for write in (
                lambda: _to.struct({"a": large}), lambda: _to.struct({"a": [{"b": [1, large]}]}),
                lambda: _to.metadata_patch(pumpup.MetadataPatch(set_once={"a": large})),
                lambda: _to.bids([pumpup.FieldBid("n", large)], [number]), lambda: _to.value(large, "Slider"),
                lambda: _to.field(pumpup.Field_Number("n", "N", max=large)),
            ):
                with self.subTest(large=large), self.assertRaisesRegex(ValueError, f"{large} .*send it as text"):
                    write()

    def test_outcomes(self) -> None:
        for kind in ("APPROVE", "REJECT", "EDIT_AND_APPROVE", "ESCALATE", "REQUEST_MORE_INFO"):
            for outcome in (pumpup.Outcome(kind), pumpup.Outcome(kind, "note", "code")):
                self.assertEqual(_from.outcome(_to.outcome(outcome)), outcome)
        with self.assertRaisesRegex(ValueError, "MAYBE.*APPROVE, REJECT"):
            _to.outcome(pumpup.Outcome("MAYBE"))

    def test_what_is_newer_than_this_package_is_never_taken_for_something_else(self) -> None:
        with self.assertRaisesRegex(pumpup.ApiError, "Outcome.*newer"):
            _from.outcome(outcomes_pb2.Outcome())
        with self.assertRaisesRegex(pumpup.ApiError, "newer"):
            _from.state(requests_pb2.Request())
        newer = outcomes_pb2.Outcome()
        newer.MergeFromString(b"\xfa\x01\x00")  # An arm with the number 31.
        with self.assertRaisesRegex(pumpup.ApiError, "Outcome.*newer"):
            _from.outcome(newer)
        event = _from_events.event(events_pb2.Event(id="e", sequence=1))
        self.assertEqual((event.event_type, event.payload), ("UNKNOWN", pumpup.Payload_Unknown()))

    def test_labels_that_are_newer_are_unknown(self) -> None:
        event = _from_events.event(events_pb2.Event(event_type=99, source=99, owner=99, note=events_pb2.Note(message="x")))
        self.assertEqual((event.event_type, event.source, event.owner, event.payload),
                         ("UNKNOWN", "UNKNOWN", "UNKNOWN", pumpup.Payload_Note("x")))
        self.assertEqual(_from.task(tasks_pb2.Task(status=99)).status, "UNKNOWN")
        self.assertEqual(_from.step(projects_pb2.Step(name="s", owner=99)).owner, "UNKNOWN")
        self.assertEqual(_from.preset(projects_pb2.ReasonPreset(code="c", outcomes=[1, 99])).outcomes, ["APPROVE", "UNKNOWN"])
        text = fields_pb2.Field(id="a", label="A", text=fields_pb2.Field.Text(format=99))
        self.assertEqual(_from.field(text).format, "UNKNOWN")

    def test_deadlines_have_a_zone(self) -> None:
        zone = dt.timezone(dt.timedelta(hours=2))
        moment = dt.datetime(2026, 5, 14, 12, tzinfo=zone)
        self.assertEqual(_from.moment(_to.timestamp(moment)), moment)
        with self.assertRaisesRegex(ValueError, "time zone"):
            _to.timestamp(dt.datetime(2026, 5, 14))

    def test_context_keeps_its_order(self) -> None:
        for given in ({"b": "1", "a": "2"}, [("b", "1"), ("a", "2")]):
            self.assertEqual([(each.key, each.value) for each in _to.context(given)], [("b", "1"), ("a", "2")])

    def test_a_key_is_made_where_there_is_none(self) -> None:
        self.assertEqual(_to.key("mine"), "mine")
        self.assertNotEqual(_to.key(None), _to.key(None))


if __name__ == "__main__":
    unittest.main()
