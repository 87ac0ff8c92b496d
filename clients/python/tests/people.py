#!/usr/bin/env python3
"""What people do, by the Python client against a real server, and every kind of event read back: what the scenario, which is an
agent's, does not reach.

    clients/python/tests/people.py target/debug/pumpup
"""

import sys
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scenario"))

from server import Server  # noqa: E402

import pumpup  # noqa: E402
from pumpup import MetadataPatch, Outcome, PumpUp, ReasonPreset, Step, Steps  # noqa: E402
from pumpup.v1.access_pb2 import AccessWhoAmIRequest  # noqa: E402

BINARY = Path(sys.argv.pop(1)).resolve()
GRAPH = Steps(
    "intake",
    [Step("intake", "AGENT", ["review", "done"]), Step("review", "HUMAN", ["intake", "done"]), Step("done", "PLATFORM", [])],
    {"done": {"type": "object", "required": ["claim"]}},
)
PRESETS = [ReasonPreset("photos", "Photos are missing", ["REJECT", "REQUEST_MORE_INFO"]), ReasonPreset("other")]


class People(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        server = Server(BINARY, Path(folder.name, "server"))
        self.addCleanup(server.stop)
        self.agent = PumpUp(base_url=server.url, api_key=server.key("agent"))
        self.admin = PumpUp(base_url=server.url, api_key=server.key("admin"))
        self.addCleanup(self.agent.close)
        self.addCleanup(self.admin.close)

    def test_projects(self) -> None:
        target = timedelta(hours=2)
        made = self.admin.projects.create(name="Claims", steps=GRAPH, response_target=target, reason_presets=PRESETS)
        self.assertEqual((made.project_name, made.response_target), ("claims", target))
        self.assertEqual((made.steps.initial_step, made.steps.step_schemas), ("intake", GRAPH.step_schemas))
        self.assertEqual([(step.name, step.owner, list(step.exits)) for step in made.steps.steps],
                         [(step.name, step.owner, list(step.exits)) for step in GRAPH.steps])
        self.assertEqual([(each.code, each.label, list(each.outcomes)) for each in made.reason_presets],
                         [("photos", "Photos are missing", ["REJECT", "REQUEST_MORE_INFO"]), ("other", None, [])])
        self.assertEqual(self.agent.projects.get(project_name="claims"), made)
        renamed = self.admin.projects.update(made.id, name="All claims")
        self.assertEqual((renamed.name, renamed.reason_presets), ("All claims", made.reason_presets))
        bare = self.admin.projects.update(made.id, response_target=timedelta(0), reason_presets=[])
        self.assertEqual((bare.response_target, bare.reason_presets, bare.steps), (None, [], made.steps))
        self.assertEqual([each.project_name for each in self.agent.projects.iterate(page_size=1)], ["general", "claims"])
        with self.assertRaises(pumpup.AlreadyExistsError):
            self.admin.projects.create(name="Claims")
        self.admin.projects.delete(made.id)
        with self.assertRaises(pumpup.NotFoundError):
            self.agent.projects.get(made.id)

    def test_a_whole_timeline(self) -> None:
        project = self.admin.projects.create(name="Claims", steps=GRAPH)
        task = self.agent.tasks.create(project_name="claims", name="C-1029", metadata_patch=MetadataPatch(set={"n": 1}))
        upload = self.agent.uploads.upload(file=("photo.txt", b"a photo in words"))
        self.assertEqual((self.agent.uploads.get(upload.id), self.agent.uploads.content(upload.id)), (upload, b"a photo in words"))
        self.agent.tasks.record_action(
            task.id, description="Read the claim", detail={"pages": [1, 2.5]}, external_trace_id="trace-1",
            metadata_patch=MetadataPatch(set={"claim": "C-1029"}, set_once={"n": 2}, unset=["gone"]),
            add_attachments=[pumpup.Attachment("photo", upload.id)], transitions_to="review",
        )
        deadline = datetime.now(timezone.utc) + timedelta(days=1)
        asked = self.agent.approvals.create(project_name="claims", task_id=task.id, summary="Pay", attachments=[upload.id],
                                            deadline=deadline, fallback_step="intake")
        request = self.admin.approvals.get(asked.event_id)
        self.assertEqual((request.deadline, request.fallback_step, request.attachments[0].label), (deadline, "intake", "photo"))
        decision = self.admin.approvals.decide(asked.event_id, outcome=Outcome("REJECT", "No.", "photos"), digest=request.digest)
        self.assertEqual(self.admin.approvals.get(asked.event_id).state, decision)
        self.agent.tasks.record_exception(task.id, message="The carrier is closed", in_response_to=asked.event_id)
        form = self.agent.elicitations.create(project_name="claims", task_id=task.id, summary="When?",
                                              fields=[pumpup.Field_DateField("day", "Day"), pumpup.Field_Number("n", "Number")])
        answered = self.admin.elicitations.answer(form.event_id, answers={"day": "2026-05-14", "n": 3})
        self.assertEqual((answered.fields, self.agent.elicitations.get_result(form.event_id)), ({"day": "2026-05-14", "n": 3}, answered))
        withdrawn = self.agent.elicitations.create(project_name="claims", task_id=task.id, summary="Where?",
                                                   fields=[pumpup.Field_Switch("here", "Here")])
        self.agent.elicitations.cancel(withdrawn.event_id, reason="Found it")
        with self.assertRaisesRegex(pumpup.RequestCancelled, "Found it"):
            self.agent.elicitations.get_result(withdrawn.event_id)
        me = self.admin.stubs.access.WhoAmI(AccessWhoAmIRequest())
        self.admin.tasks.assign(task.id, assignee_id=me.id)
        self.assertEqual(self.agent.tasks.get(task.id).task.assignee_name, "admin")
        self.admin.tasks.assign(task.id, assignee_id=None)
        self.admin.tasks.move(task.id, transitions_to="done", description="Nothing left to do")
        self.agent.tasks.add_note(task.id, message="Closed")

        events = list(self.agent.tasks.iterate_events(task.id, page_size=3))
        self.assertEqual([event.payload.type for event in events], [
            "TaskCreated", "Action", "ApprovalRequested", "ApprovalDecided", "ExceptionRaised", "ElicitationRequested",
            "ElicitationProvided", "ElicitationRequested", "RequestCancelled", "Assignment", "Assignment", "Action", "TaskClosed",
            "Note",
        ])
        action = events[1]
        self.assertEqual((action.payload.detail, action.external_trace_id, action.source), ({"pages": [1, 2.5]}, "trace-1", "AGENT"))
        self.assertEqual(action.payload.metadata_patch, MetadataPatch({"claim": "C-1029"}, {"n": 2}, ["gone"]))
        self.assertEqual((action.transition_from, action.transition_to), ("intake", "review"))
        self.assertEqual((events[3].payload.outcome, events[3].owner, events[3].in_response_to),
                         (Outcome("REJECT", "No.", "photos"), "HUMAN", asked.event_id))
        self.assertEqual(events[6].payload.answers, {"day": "2026-05-14", "n": 3})
        self.assertEqual((events[11].source, events[11].payload.metadata_patch), ("HUMAN", None))
        closed = self.agent.tasks.get(task.id).task
        self.assertEqual((closed.status, closed.metadata), ("CLOSED", {"claim": "C-1029", "n": 1}))
        self.assertEqual([each.id for each in self.agent.tasks.list(project_id=project.id, status="CLOSED").items], [task.id])


if __name__ == "__main__":
    unittest.main()
