#!/usr/bin/env python3
"""Plays clients/scenario with the blocking client."""
# Made by clients/python/unasync; change what it is made from.

import hashlib
import io
import os
import tempfile
import time
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

from scenario_player import FORM, REASONS, Player, Refused, answers, equal, form

from pumpup import (
    ApiError, ApprovalRecommendation, PumpUp, Attachment, BadRequestError, Cancelled, ConfigurationError, ConflictError,
    Decided, ElicitationAsk, LimitExceededError, MetadataPatch, Outcome, PermissionDeniedError, PumpUpTimeoutError, TimedOut,
    UnauthenticatedError, UnavailableError,
)
from pumpup.errors import FAMILIES

SUMMARY = "Refund $240 on claim C-1029"
CONTEXT = {"Claim": "C-1029", "Amount": "$240", "Reason": "Lost package"}
LEAN = ApprovalRecommendation(Outcome("APPROVE"), 0.8, "Tracking shows a loss.")
APPROVED = Outcome("APPROVE", "Photos are clear.", "photos")


class Scenario(Player):
    """The steps are the methods, in the order of the README."""

    def __init__(self, client: PumpUp, people: PumpUp) -> None:
        self.client, self.people = client, people

    def task(self, client=None) -> str:
        """A fresh task."""
        opened = (client or self.client).tasks.create(project_name="general", name=f"Refund {uuid.uuid4()}")
        return opened.id

    def approval(self, client=None, summary=SUMMARY, **more) -> str:
        """A fresh approval on a fresh task."""
        client = client or self.client
        task = more.pop("task_id", None) or self.task(client)
        return (client.approvals.create(project_name="general", task_id=task, summary=summary, **more)).event_id

    def end_after(self, what, id: str, client=None):
        """The end of a request, where `what` is done once the watch has said that it is pending."""
        end = done = None
        with (client or self.client).approvals.watch(id) as states:
            for end in states:
                if end.type == "pending" and done is None:
                    done = self.beside(what)
        assert done is not None, "the watch never said pending"
        done()
        return end

    def decide(self, id: str, outcome: Outcome = APPROVED) -> None:
        self.ask("decide", id=id, outcome=outcome.type, note=outcome.note or "", reason_code=outcome.reason_code or "")

    def create(self) -> None:
        task = self.client.tasks.create(
            project_name="general", name=f"Refund {uuid.uuid4()}", external_id="run-8f21",
            metadata_patch=MetadataPatch(set={"claim": "C-1029", "amount": 240}),
        )
        self.id = self.approval(task_id=task.id, key_value_context=CONTEXT, recommendation=LEAN)
        detail = self.client.tasks.get(task.id)
        equal((detail.task.status, detail.task.external_id), ("WAITING", "run-8f21"))
        equal(detail.task.metadata, {"claim": "C-1029", "amount": 240})
        equal([request.id for request in detail.open_requests], [self.id])
        equal(list(detail.open_requests[0].key_value_context.items()), list(CONTEXT.items()))

    def watch(self) -> None:
        def decide() -> None:
            self.decide(self.id)

        end = self.end_after(decide, self.id)
        assert isinstance(end, Decided), end
        equal((end.outcome, end.decided_by, end.recommendation_snapshot), (APPROVED, "admin", LEAN))
        assert end.authority_snapshot.subject
        self.decision = end

    def watch_late(self) -> None:
        equal(self.client.approvals.watch_result(self.id, timeout=5), self.decision)
        equal(self.client.approvals.get_result(self.id), self.decision)

    def outcomes(self) -> None:
        for kind in ("APPROVE", "REJECT", "EDIT_AND_APPROVE", "ESCALATE", "REQUEST_MORE_INFO"):
            id = self.approval()
            equal(self.client.approvals.get_result(id), None)
            self.decide(id, Outcome(kind, "Because."))
            end = self.client.approvals.watch_result(id)
            assert isinstance(end, Decided), end
            equal(end.outcome, Outcome(kind, "Because."))

    def fields(self) -> None:
        fields, bids = form()
        task = self.task()
        request = self.client.elicitations.create(project_name="general", task_id=task, summary=FORM["summary"],
                                                        fields=fields, recommendation=bids)
        ask = (self.client.elicitations.get(request.event_id)).ask
        equal(ask, ElicitationAsk(fields, bids))
        self.ask("answer", id=request.event_id)
        end = self.client.elicitations.watch_result(request.event_id)
        assert end.type == "answered", end
        equal(end.answers, answers())
        equal(end.fields, FORM["answers"])
        equal((self.client.tasks.get(task)).open_requests, [])

    def resume(self, how: str) -> None:
        id = self.approval()

        def restart() -> None:
            self.ask("restart", how=how)
            self.decide(id)

        equal((self.end_after(restart, id)).outcome, APPROVED)

    def resume_kill(self) -> None:
        self.resume("KILL")

    def resume_drain(self) -> None:
        self.resume("TERM")

    def resume_cut(self) -> None:
        id = self.approval()

        def cut() -> None:
            self.ask("cuts")
            self.decide(id)

        with PumpUp(base_url=(self.ask("cutter"))["url"]) as client:
            equal((self.end_after(cut, id, client)).outcome, APPROVED)

    def same_key(self) -> None:
        self.key, self.busy = str(uuid.uuid4()), self.task()
        self.first = self.approval(task_id=self.busy, idempotency_key=self.key)
        equal(self.approval(task_id=self.busy, idempotency_key=self.key), self.first)
        page = self.client.tasks.events(self.busy)
        equal([event.event_type for event in page.items], ["TASK_CREATED", "APPROVAL_REQUESTED"])

    def other_request(self) -> None:
        with Refused(BadRequestError, "IDEMPOTENCY_KEY_REUSED"):
            self.approval(task_id=self.busy, idempotency_key=self.key, summary="Refund $2,400")

    def retries(self) -> None:
        with PumpUp(base_url=(self.ask("puppet"))["url"]) as client:
            task = client.tasks.create(project_name="general", name="twice")
        equal((task.external_id, task.metadata), ("3", {"keys": 1}))

    def conflict(self) -> None:
        with Refused(ConflictError, "REQUEST_ALREADY_OPEN") as refusal:
            self.approval(task_id=self.busy)
        equal(refusal.error.metadata["request_id"], self.first)

    def faults(self) -> None:
        twice = [("Claim", "C-1029"), ("Claim", "C-1030")]
        with Refused(BadRequestError, "INVALID_REQUEST") as refusal:
            self.approval(summary="", key_value_context=twice)
        violations = refusal.error.violations
        equal([each.field for each in violations], ["summary", "key_value_context[1].key"])
        for each in violations:
            assert each.description and each.description in str(refusal.error), str(refusal.error)

    def reasons(self) -> None:
        with PumpUp(base_url=(self.ask("puppet"))["url"]) as client:
            for reason, code in REASONS.items():
                with Refused(FAMILIES[code], reason, f"the puppet refuses this for {reason}") as refusal:
                    client.tasks.get(reason)
                equal((refusal.error.code, refusal.error.metadata), (code, {"puppet": "yes"}))

    def upload(self) -> None:
        data = os.urandom(700_000)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "photos.bin")
            path.write_bytes(data)
            for file in (path, io.BytesIO(data)):
                upload = self.client.uploads.upload(file=file)
                equal((upload.size, upload.sha256), (len(data), hashlib.sha256(data).hexdigest()))
            task = self.task()
            attachment = Attachment("photos.bin", upload.id)
            self.client.tasks.record_action(task, description="Attached the photos", add_attachments=[attachment])
            attached = (self.client.tasks.get(task)).task.attachments[0]
            equal((attached.label, attached.sha256), ("photos.bin", upload.sha256))
            self.client.uploads.download(attached.upload_id, to=Path(folder, "again"))
            equal(Path(folder, "again").read_bytes() == data, True)
            stream = io.BytesIO()
            self.client.uploads.download(attached.upload_id, to=stream)
            equal(stream.getvalue() == data, True)

    def pages(self) -> None:
        name = f"Page {uuid.uuid4()}"
        for number in range(5):
            task = self.client.tasks.create(project_name="general", name=f"{name} {number}")
        names = [each.name for each in self.client.tasks.iterate(name=name, page_size=2)]
        equal(names, [f"{name} {number}" for number in reversed(range(5))])
        equal(len((self.client.tasks.list(name=name, page_size=2)).items), 2)
        for number in range(4):
            self.client.tasks.add_note(task.id, message=f"Note {number}")
        sequences = [event.sequence for event in self.client.tasks.iterate_events(task.id, page_size=2)]
        equal(sequences, [1, 2, 3, 4, 5])

    def timeline(self) -> None:
        task = self.task()
        to_do = [
            lambda: self.client.events.agent_action(task_id=task, description="Filed", metadata_patch=MetadataPatch(set={"a": 1})),
            lambda: self.client.events.exception(task_id=task, message="The carrier does not answer"),
            lambda: self.client.events.note(task_id=task, message="Tried twice"),
        ]
        seen = []
        with self.client.tasks.watch_events(task) as events:
            for event in events:
                seen.append(event.event_type)
                if not to_do:
                    break
                to_do.pop(0)()
        equal(seen, ["TASK_CREATED", "ACTION", "EXCEPTION", "NOTE"])
        equal([event for event in events], [])

    def deadline(self) -> None:
        id = self.approval(deadline=datetime.now(timezone.utc) + timedelta(seconds=1))
        end = self.client.approvals.watch_result(id)
        assert isinstance(end, TimedOut), end

    def cancel(self) -> None:
        id = self.approval()
        self.client.approvals.cancel(id, reason="Parcel turned up")
        end = self.client.approvals.watch_result(id)
        assert isinstance(end, Cancelled), end
        equal(end.reason, "Parcel turned up")

    def time_out(self) -> None:
        id, begun = self.approval(), time.monotonic()
        with Refused(PumpUpTimeoutError, says="within 0.5 s"):
            self.client.approvals.watch_result(id, timeout=0.5)
        url = (self.ask("silent"))["url"]
        with PumpUp(base_url=url) as client:
            with Refused(PumpUpTimeoutError, says=url):
                client.tasks.list(timeout=0.5)
        assert time.monotonic() - begun < 5

    def wrong_key(self) -> None:
        with PumpUp(api_key="pk_wrong") as client:
            with Refused(UnauthenticatedError, "UNAUTHENTICATED", "Bearer"):
                client.tasks.list()

    def people_only(self) -> None:
        id = self.approval()
        with Refused(PermissionDeniedError, "PERMISSION_DENIED"):
            self.client.approvals.decide(id, outcome=APPROVED)
        other = self.people.approvals.get(self.id)
        with Refused(ConflictError, "DIGEST_MISMATCH"):
            self.people.approvals.decide(id, outcome=APPROVED, digest=other.digest)
        seen = self.people.approvals.get(id)
        decided = self.people.approvals.decide(id, outcome=APPROVED, digest=seen.digest)
        equal(decided, self.client.approvals.get_result(id))
        with Refused(ConflictError, "REQUEST_ALREADY_DECIDED") as refusal:
            self.people.approvals.decide(id, outcome=Outcome("REJECT"))
        equal(refusal.error.metadata["decided_by"], "admin")

    def nobody(self) -> None:
        url = (self.ask("nobody"))["url"]
        with PumpUp(base_url=url) as client:
            with Refused(UnavailableError, says=url):
                client.tasks.list(timeout=3)

    def plaintext(self) -> None:
        with Refused(ConfigurationError, says="allow_plaintext"):
            PumpUp(base_url="http://pumpup.example")
        PumpUp(base_url="http://pumpup.example", allow_plaintext=True)
        for url in (os.environ["PUMPUP_URL"].replace("http", "https"), (self.ask("tls"))["url"].replace("https", "http")):
            with PumpUp(base_url=url) as client:
                with Refused(ApiError, says="TLS"):
                    client.tasks.list(timeout=3)

    def tls(self) -> None:
        there = self.ask("tls")
        with PumpUp(base_url=there["url"], api_key=there["key"], ca_cert=there["ca"]) as client:
            id = self.approval(client)
            equal((client.approvals.get(id)).summary, SUMMARY)

    def too_large(self) -> None:
        with Refused(LimitExceededError, "LIMIT_EXCEEDED", "5000"):
            self.client.tasks.add_note(self.busy, message="x" * 5_000_000)

    def steps(self):
        """The methods by the names that the README has for them."""
        methods = (
            self.create, self.watch, self.watch_late, self.outcomes, self.fields, self.resume_kill, self.resume_drain,
            self.resume_cut, self.same_key, self.other_request, self.retries, self.conflict, self.faults, self.reasons,
            self.upload, self.pages, self.timeline, self.deadline, self.cancel, self.time_out, self.wrong_key, self.people_only,
            self.nobody, self.plaintext, self.tls, self.too_large,
        )
        return {method.__name__.replace("_only", "").replace("_", "-"): method for method in methods}


def main() -> None:
    with PumpUp() as client, PumpUp(api_key=os.environ["PUMPUP_ADMIN_KEY"]) as people:
        scenario = Scenario(client, people)
        scenario.play(scenario.steps())


main()
