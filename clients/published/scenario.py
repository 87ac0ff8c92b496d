"""Plays the scenario of clients/scenario/README.md with the published SDK, as it comes from its registry. What it has no call for is
skipped, and it polls where others watch."""

import hashlib
import json
import os
import sys
import threading
import time
import uuid
from pathlib import Path

import httpx
from pumpup import (
    ApprovalRecommendation,
    Attachment,
    BadRequestError,
    ConflictError,
    Field_DateField,
    Field_DateTime,
    Field_Multiselect,
    Field_Number,
    Field_Select,
    Field_Slider,
    Field_Switch,
    Field_Text,
    Field_TextArea,
    Field_Time,
    FieldBid,
    MetadataPatchDto,
    Outcome,
    PumpUp,
)
from pumpup.core.api_error import ApiError

URL = os.environ["PUMPUP_URL"]
FORM = json.loads((Path(__file__).resolve().parent.parent / "scenario/form.json").read_text())
KINDS = {
    "text": Field_Text,
    "text_area": Field_TextArea,
    "number": Field_Number,
    "slider": Field_Slider,
    "select": Field_Select,
    "multiselect": Field_Multiselect,
    "date_field": Field_DateField,
    "time": Field_Time,
    "date_time": Field_DateTime,
    "switch": Field_Switch,
}
CONTEXT = {"Claim": "C-1029", "Amount": "$240", "Reason": "Lost package"}


class Skipped(Exception):
    """The SDK has nothing for this step."""


def say(line: dict) -> None:
    print(json.dumps(line), flush=True)


def ask(what: str, **more) -> dict:
    say({"ask": what, **more})
    answer = json.loads(sys.stdin.readline())
    if "error" in answer:
        raise AssertionError(f"the stage could not: {answer['error']}")
    return answer


def key() -> str:
    return str(uuid.uuid4())


def equal(found, expected) -> None:
    assert found == expected, f"expected {expected!r}, found {found!r}"


def refused(kind, call) -> ApiError:
    try:
        call()
    except kind as refusal:
        return refusal
    raise AssertionError("it was not refused")


class Player:
    def __init__(self) -> None:
        self.client = PumpUp(base_url=URL)

    def task(self, name: str = ""):
        patch = MetadataPatchDto(set_={"claim": "C-1029", "amount": 240})
        return self.client.tasks.create(idempotency_key=key(), project_name="general", name=name or f"published {key()}",
                                        external_id="run-8f21", metadata_patch=patch)

    def refund(self, task, **changes):
        recommendation = ApprovalRecommendation(outcome=Outcome(type="APPROVE"), confidence=0.8, rationale="Tracking shows a loss.")
        message = {"idempotency_key": key(), "project_name": "general", "task_id": task.id, "key_value_context": CONTEXT,
                   "summary": "Refund $240 on claim C-1029", "recommendation": recommendation, **changes}
        return self.client.approvals.create(**message).event_id

    def create(self) -> None:
        task = self.task()
        self.request = self.refund(task)
        read = self.client.tasks.get(task.id)
        equal((read.task.status, read.task.external_id, read.task.metadata), ("WAITING", "run-8f21", {"claim": "C-1029", "amount": 240}))
        equal([(each.request_id, each.event_type) for each in read.open_requests], [(self.request, "APPROVAL_REQUESTED")])
        asked = self.client.tasks.events(task.id).items[-1].payload
        equal(list(asked.key_value_context.items()), list(CONTEXT.items()))

    def watch(self) -> None:
        equal(self.client.approvals.get_result(self.request), None)
        ask("decide", id=self.request, outcome="APPROVE", note="Photos are clear.", reason_code="photos")
        self.decision = self.client.approvals.get_result(self.request)
        outcome = self.decision.outcome
        equal((outcome.type, outcome.note, outcome.reason_code), ("APPROVE", "Photos are clear.", "photos"))
        equal((self.decision.decided_by, self.decision.recommendation_snapshot.confidence), ("admin", 0.8))
        assert self.decision.authority_snapshot.subject

    def watch_late(self) -> None:
        equal(self.client.approvals.get_result(self.request), self.decision)

    def outcomes(self) -> None:
        for outcome in ("APPROVE", "REJECT", "EDIT_AND_APPROVE", "ESCALATE", "REQUEST_MORE_INFO"):
            request = self.refund(self.task())
            ask("decide", id=request, outcome=outcome, note="Because.")
            found = self.client.approvals.get_result(request).outcome
            equal((found.type, found.note), (outcome, "Because."))

    def fields(self) -> None:
        task = self.task()
        fields = [KINDS[field["kind"]](**{name: value for name, value in field.items() if name != "kind"}) for field in FORM["fields"]]
        bids = [FieldBid(field_id=field, value=value, confidence=FORM["confidence"], rationale=FORM["rationale"])
                for field, value in FORM["bids"].items()]
        request = self.client.elicitations.create(idempotency_key=key(), project_name="general", task_id=task.id,
                                                  summary=FORM["summary"], fields=fields, recommendation=bids).event_id
        equal(self.client.elicitations.get_result(request), None)
        ask("answer", id=request)
        equal(self.client.elicitations.get_result(request).fields, FORM["answers"])
        equal(self.client.tasks.get(task.id).open_requests, [])

    def polls_over(self, client: PumpUp, *meanwhile, **more) -> None:
        """Polls without a pause, while something happens and then somebody decides."""
        request, ended = self.refund(self.task()), []

        def poll() -> None:
            end = time.monotonic() + 15
            while not ended and time.monotonic() < end:
                try:
                    result = client.approvals.get_result(request)
                except (httpx.TransportError, ApiError):  # The server is away for a moment.
                    continue
                if result is not None:
                    ended.append(result)

        poller = threading.Thread(target=poll, daemon=True)
        poller.start()
        ask(*meanwhile, **more)
        ask("decide", id=request, outcome="APPROVE", note="after the break")
        poller.join(timeout=15)
        equal([result.outcome.note for result in ended], ["after the break"])

    def resume_kill(self) -> None:
        self.polls_over(self.client, "restart", how="KILL")

    def resume_drain(self) -> None:
        self.polls_over(self.client, "restart", how="TERM")

    def resume_cut(self) -> None:
        self.polls_over(PumpUp(base_url=ask("cutter")["url"]), "cuts")

    def same_key(self) -> None:
        self.keyed, self.key = self.task(), key()
        self.first = self.refund(self.keyed, idempotency_key=self.key)
        equal(self.refund(self.keyed, idempotency_key=self.key), self.first)
        events = [event.event_type for event in self.client.tasks.events(self.keyed.id).items]
        equal(events, ["TASK_CREATED", "APPROVAL_REQUESTED"])

    def other_request(self) -> None:
        refusal = refused(BadRequestError, lambda: self.refund(self.keyed, idempotency_key=self.key, summary="Refund $2,400"))
        equal(refusal.body.code, "IDEMPOTENCY_KEY_REUSED")

    def conflict(self) -> None:
        refusal = refused(ConflictError, lambda: self.refund(self.keyed))
        assert self.first in refusal.body.error, refusal.body

    def faults(self) -> None:
        too_many = {f"{number}": "x" for number in range(65)}
        refusal = refused(BadRequestError, lambda: self.refund(self.task(), summary="", key_value_context=too_many))
        equal((refusal.body.code, [fault["field"] for fault in refusal.body.violations]),
              ("INVALID_REQUEST", ["summary", "keyValueContext"]))

    def upload(self) -> None:
        content = bytes(number % 251 for number in range(700_000))
        upload = self.client.uploads.upload(file=("photos.bin", content))
        equal(upload.status, "READY")
        task = self.task()
        self.client.events.agent_action(idempotency_key=key(), project_name="general", task_id=task.id, description="Took photos",
                                        add_attachments=[Attachment(label="photos.bin", upload_id=upload.id)])
        read = self.client.tasks.get(task.id).task.attachments[0]
        equal((read.label, read.upload_id), ("photos.bin", upload.id))
        resolved = self.client.uploads.get(upload.id)
        back = httpx.get(resolved.url, headers={"authorization": f"Bearer {os.environ['PUMPUP_API_KEY']}"}).content
        equal((resolved.size, hashlib.sha256(back).hexdigest()), (700_000, hashlib.sha256(content).hexdigest()))

    def pages(self) -> None:
        name = f"five {key()}"
        made = [self.task(name).id for _ in range(5)]
        equal([task.id for task in self.client.tasks.list(name=name).items], made[::-1])
        for note in ("one", "two", "three"):
            self.client.events.note(idempotency_key=key(), project_name="general", task_id=made[0], message=note)
        kinds, cursor = [], None
        while page := (events := self.client.tasks.events(made[0], cursor=cursor, limit=2)).items:
            kinds, cursor = kinds + [event.event_type for event in page], events.next_cursor
        equal(kinds, ["TASK_CREATED", "NOTE", "NOTE", "NOTE"])

    def timeline(self) -> None:
        task, project = self.task().id, "general"
        self.client.events.agent_action(idempotency_key=key(), project_name=project, task_id=task, description="Called the carrier",
                                        metadata_patch=MetadataPatchDto(set_={"carrier": "DHL"}))
        self.client.events.exception(idempotency_key=key(), project_name=project, task_id=task, message="No answer")
        self.client.events.note(idempotency_key=key(), project_name=project, task_id=task, message="Again tomorrow")
        kinds = [event.payload.type for event in self.client.tasks.events(task).items]
        equal(kinds, ["TaskCreated", "Action", "ExceptionRaised", "Note"])

    def time_out(self) -> None:
        silent = PumpUp(base_url=ask("silent")["url"], timeout=0.5, max_retries=0)
        refused(httpx.TimeoutException, lambda: silent.tasks.get("any"))

    def wrong_key(self) -> None:
        refusal = refused(ApiError, lambda: PumpUp(base_url=URL, api_key="pk_wrong").tasks.list())
        equal((refusal.status_code, refusal.body["code"]), (401, "UNAUTHENTICATED"))

    def tls(self) -> None:
        secure = ask("tls")
        over_tls = Player()
        over_tls.client = PumpUp(base_url=secure["url"], api_key=secure["key"], httpx_client=httpx.Client(verify=secure["ca"]))
        over_tls.create()

    def too_large(self) -> None:
        task = self.task()
        refusal = refused(ApiError, lambda: self.client.events.note(idempotency_key=key(), project_name="general", task_id=task.id,
                                                                    message="x" * 5_000_000))
        equal((refusal.status_code, refusal.body["code"]), (413, "LIMIT_EXCEEDED"))


def skips(why: str):
    def step(_player) -> None:
        raise Skipped(why)

    return step


NO_CALL = skips("the SDK has no call for it")
PUPPET = skips("the puppet speaks gRPC")
ITS_OWN = skips("what the SDK says there is its own")
STEPS = {
    "create": Player.create,
    "watch": Player.watch,
    "watch-late": Player.watch_late,
    "outcomes": Player.outcomes,
    "fields": Player.fields,
    "resume-kill": Player.resume_kill,
    "resume-drain": Player.resume_drain,
    "resume-cut": Player.resume_cut,
    "same-key": Player.same_key,
    "other-request": Player.other_request,
    "retries": PUPPET,
    "conflict": Player.conflict,
    "faults": Player.faults,
    "reasons": PUPPET,
    "upload": Player.upload,
    "pages": Player.pages,
    "timeline": Player.timeline,
    "deadline": NO_CALL,
    "cancel": NO_CALL,
    "time-out": Player.time_out,
    "wrong-key": Player.wrong_key,
    "people": NO_CALL,
    "nobody": ITS_OWN,
    "plaintext": ITS_OWN,
    "tls": Player.tls,
    "too-large": Player.too_large,
}


def main() -> None:
    player = Player()
    for name, step in STEPS.items():
        try:
            step(player)
            say({"step": name, "passed": True})
        except Skipped as skipped:
            say({"step": name, "skipped": str(skipped)})
        except Exception as fault:  # Whatever it is, the step failed, and the next one may still pass.
            say({"step": name, "passed": False, "why": f"{type(fault).__name__}: {fault}"})


if __name__ == "__main__":
    main()
