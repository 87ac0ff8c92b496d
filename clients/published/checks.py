"""What the published client has to find. Each check's docstring is its name; `call` is the client, sync or not."""

import asyncio
import datetime as dt
import itertools

from pumpup import (
    ApprovalRecommendation,
    Attachment,
    BadRequestError,
    ConflictError,
    FieldBid,
    MetadataPatchDto,
    NotFoundError,
    Outcome,
)
from pumpup import Field_DateField as Date, Field_DateTime as DateTime, Field_Multiselect as Multiselect
from pumpup import Field_Number as Number, Field_Select as Select, Field_Slider as Slider, Field_Switch as Switch
from pumpup import Field_Text as Text, Field_TextArea as TextArea, Field_Time as Time
from pumpup.core.api_error import ApiError

ABSENT = "01939b6e-0000-7abc-8def-0123456789ab"
COUNT = itertools.count()


def fresh() -> str:
    return f"published-{next(COUNT)}"


def equal(found, expected) -> None:
    assert found == expected, f"found    {found!r}\nexpected {expected!r}"


async def refused(kind: type, answer) -> ApiError:
    """The error of this very class that a call ends with."""
    try:
        found = await answer
    except ApiError as error:
        assert type(error) is kind, f"{type(error).__name__} in place of {kind.__name__}: {error}"
        return error
    raise AssertionError(f"nothing was refused: {found!r}")


async def opened(call, name="a case", **more):
    return await call(call.client.tasks.create, idempotency_key=fresh(), name=name, project_name="general", **more)


def about(task, **more) -> dict:
    """The arguments that all calls about a task have in common."""
    return {"idempotency_key": fresh(), "project_name": "general", "task_id": task.id, **more}


async def projects(call):
    """projects.list and projects.get"""
    found = await call(call.client.projects.list)
    general = next(project for project in found.items if project.project_name == "general")
    equal(general.name, "General")
    equal([(step.name, step.owner, step.exits) for step in general.steps.steps],
          [("in_progress", "AGENT", ["complete"]), ("complete", "PLATFORM", [])])
    equal(general.steps.initial_step, "in_progress")
    equal(await call.get(call.client.projects.get, general.id), general)
    equal([one.id for one in (await call(call.client.projects.list, name="GENER")).items], [general.id])
    equal((await call(call.client.projects.list, name="nothing like it")).items, [])


async def tasks(call):
    """tasks.create, tasks.get and tasks.list"""
    name = f"listed {fresh()}"
    patch = MetadataPatchDto(set_={"amount": 240, "tags": ["a", None]}, set_once={"amount": 1, "first": True}, unset=["x"])
    task = await opened(call, name, external_id="run-7", metadata_patch=patch)
    equal((task.name, task.status, task.current_step, task.external_id), (name, "RUNNING", "in_progress", "run-7"))
    equal((task.metadata, task.attachments), ({"amount": 240, "tags": ["a", None], "first": True}, []))
    detail = await call.get(call.client.tasks.get, task.id)
    equal((detail.task.id, detail.open_requests), (task.id, []))
    equal([one.id for one in (await call(call.client.tasks.list, name=name.upper())).items], [task.id])
    listed = await call(call.client.tasks.list, project_id=task.project_id, name=name)
    equal([one.id for one in listed.items], [task.id])
    equal((await opened(call)).external_id, None)


async def cursor(call):
    """tasks.events goes on at the cursor it gave, also where there is nothing more yet"""
    task = await opened(call)
    first = await call.get(call.client.tasks.events, task.id, limit=1)
    equal([event.event_type for event in first.items], ["TASK_CREATED"])
    assert first.next_cursor
    nothing = await call.get(call.client.tasks.events, task.id, cursor=first.next_cursor)
    equal((nothing.items, nothing.next_cursor), ([], first.next_cursor))
    await call(call.client.events.note, **about(task, message="more"))
    more = await call.get(call.client.tasks.events, task.id, cursor=nothing.next_cursor)
    equal([event.payload.message for event in more.items], ["more"])


OUTCOMES = [
    (["approve", "--note", "Go"], ("APPROVE", "Go", None)),
    (["reject", "--reason-code", "too-much"], ("REJECT", None, "too-much")),
    (["edit", "--note", "Only $200"], ("EDIT_AND_APPROVE", "Only $200", None)),
    (["escalate"], ("ESCALATE", None, None)),
    (["more-info", "--note", "Which?"], ("REQUEST_MORE_INFO", "Which?", None)),
]


async def approvals(call):
    """approvals.create and approvals.get_result: None while pending, then each outcome"""
    task = await opened(call)
    context = {"Zebra": "1", "Amount": "$240", "claim_id": "C-1029"}
    bid = ApprovalRecommendation(outcome=Outcome(type="APPROVE", note="fits", reason_code="ok"), confidence=0.9,
                                 rationale="as before")
    for decision, expected in OUTCOMES:
        asked = await call(call.client.approvals.create, **about(
            task, summary="Refund?", key_value_context=context, recommendation=bid, external_trace_id="trace"))
        assert await call.get(call.client.approvals.get_result, asked.event_id) is None
        open_requests = (await call.get(call.client.tasks.get, task.id)).open_requests
        equal([(one.request_id, one.event_type, one.summary) for one in open_requests],
              [(asked.event_id, "APPROVAL_REQUESTED", "Refund?")])
        call.server.command("decide", asked.event_id, *decision)
        result = await call.get(call.client.approvals.get_result, asked.event_id)
        equal((result.outcome.type, result.outcome.note, result.outcome.reason_code), expected)
        equal((result.request_id, result.task_id, result.decided_by), (asked.event_id, task.id, "admin"))
        assert result.authority_snapshot.subject and result.decided_at.tzinfo
        equal(result.recommendation_snapshot, bid)
    events = (await call.get(call.client.tasks.events, task.id)).items
    equal(list(events[1].payload.key_value_context), list(context))


FORM = [
    Text(id="mail", label="Mail", required=True, format="EMAIL", max_length=50),
    TextArea(id="why", label="Why", required=False, min_length=2),
    Number(id="count", label="Count", required=True, integer_only=True, min=1, max=9),
    Slider(id="share", label="Share", required=True, min=0, max=1, step=0.25),
    Select(id="cover", label="Cover", required=True, options=["basic", "full"], description="Which?"),
    Multiselect(id="extras", label="Extras", required=True, options=["glass", "theft", "fire"]),
    Date(id="day", label="Day", required=True, min=dt.date(2026, 1, 1), max=dt.date(2026, 12, 31)),
    Time(id="hour", label="Hour", required=True, min="08:00", max="18:00"),
    DateTime(id="at", label="At", required=True, min=dt.datetime(2026, 5, 14, 9, 30), max=dt.datetime(2026, 5, 15)),
    Switch(id="sure", label="Sure", required=True),
]
BIDS = {"mail": "a@example.com", "why": "because", "count": 3, "share": 0.75, "cover": "full", "extras": ["glass"],
        "day": dt.date(2026, 5, 14), "hour": "09:30", "at": dt.datetime(2026, 5, 14, 9, 30), "sure": False}
ANSWERS = {"mail": "b@example.com", "why": "so", "count": 4, "share": 0.5, "cover": "basic",
           "extras": ["fire", "glass"], "day": "2026-05-15", "hour": "10:15", "at": "2026-05-14T11:00", "sure": True}


async def elicitations(call):
    """elicitations.create with all ten fields and a bid on each; all ten answers read back"""
    task = await opened(call)
    bids = [FieldBid(field_id=id, value=value, confidence=0.5, rationale="a guess") for id, value in BIDS.items()]
    asked = await call(call.client.elicitations.create, **about(
        task, summary="Fill in", fields=FORM, recommendation=bids, key_value_context={"Claim": "C-1029"}))
    assert await call.get(call.client.elicitations.get_result, asked.event_id) is None
    shown = lambda value: ",".join(value) if isinstance(value, list) else str(value)
    lower = lambda value: shown(value).lower() if isinstance(value, bool) else shown(value)
    call.server.command("answer", asked.event_id, *(f"{id}={lower(value)}" for id, value in ANSWERS.items()))
    result = await call.get(call.client.elicitations.get_result, asked.event_id)
    equal((result.fields, result.answered_by, result.task_id), (ANSWERS, "admin", task.id))

    events = (await call.get(call.client.tasks.events, task.id)).items
    request = events[1].payload
    equal([field.id for field in request.fields], [field.id for field in FORM])
    by_id = {field.id: field for field in request.fields}
    equal((by_id["count"].integer_only, by_id["count"].min, by_id["share"].step), (True, 1, 0.25))
    # What has no zone comes back without one, wherever the client's machine stands. (The client takes it for a `Time`: it
    # tells the fields of a timeline apart by their members alone.)
    bids = {bid.field_id: bid.value for bid in request.recommendation}
    equal((by_id["at"].min, bids["at"]), ("2026-05-14T09:30:00", "2026-05-14T09:30:00"))
    equal(events[2].payload.answers, ANSWERS)


async def events(call):
    """events.agent_action, events.exception, events.note; every event type parsed into its class"""
    task = await opened(call, metadata_patch=MetadataPatchDto(set_={"a": 1}))
    upload = await call(call.client.uploads.upload, file=("photo.txt", b"a photo"))
    await call(call.client.events.agent_action, **about(
        task, description="attached", detail={"n": 1}, metadata_patch=MetadataPatchDto(set_={"b": 2}, unset=["a"]),
        add_attachments=[Attachment(label="photo", upload_id=upload.id)], external_trace_id="trace"))
    await call(call.client.events.exception, **about(task, message="odd", detail={"code": 7}))
    await call(call.client.events.note, **about(task, message="a note"))
    asked = await call(call.client.approvals.create, **about(task, summary="May I?", attachments=[upload.id]))
    call.server.command("decide", asked.event_id, "approve")
    asked = await call(call.client.elicitations.create, **about(task, summary="Well?", fields=[FORM[9]]))
    call.server.command("answer", asked.event_id, "sure=true")
    withdrawn = await call(call.client.approvals.create, **about(task, summary="Never mind"))
    call.server.command("cancel", withdrawn.event_id, "--reason", "Parcel turned up", by="agent")
    soon = (dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=1.5)).isoformat()
    late = await call(call.client.approvals.create, **about(task, summary="Quick"),
                      request_options={"additional_body_parameters": {"deadline": soon}})
    while (await call.get(call.client.tasks.get, task.id)).open_requests:
        await asyncio.sleep(0.1)
    call.server.command("assign", task.id, "admin")
    call.server.command("assign", task.id, "none")
    await call(call.client.events.agent_action, **about(task, description="done", transitions_to="complete"))

    found = (await call.get(call.client.tasks.events, task.id)).items
    kinds = [(event.event_type, type(event.payload).__name__.removeprefix("Payload_")) for event in found]
    equal(kinds, [
        ("TASK_CREATED", "TaskCreated"), ("ACTION", "Action"), ("EXCEPTION", "ExceptionRaised"), ("NOTE", "Note"),
        ("APPROVAL_REQUESTED", "ApprovalRequested"), ("APPROVAL_DECIDED", "ApprovalDecided"),
        ("ELICITATION_REQUESTED", "ElicitationRequested"), ("ELICITATION_PROVIDED", "ElicitationProvided"),
        ("APPROVAL_REQUESTED", "ApprovalRequested"), ("REQUEST_CANCELLED", "Note"),
        ("APPROVAL_REQUESTED", "ApprovalRequested"), ("TIMEOUT", "Timeout"),
        ("ASSIGNMENT", "Assignment"), ("ASSIGNMENT", "Assignment"),
        ("ACTION", "Action"), ("TASK_CLOSED", "TaskClosed")])
    created, action, raised, note = (event.payload for event in found[:4])
    equal((created.initial_state, created.metadata_patch.set_.a), ("in_progress", 1))
    equal((action.detail.n, action.metadata_patch.set_.b, action.metadata_patch.unset), (1, 2, ["a"]))
    equal([(one.label, one.upload_id) for one in action.add_attachments], [("photo", upload.id)])
    equal((raised.message, raised.detail.code, note.message), ("odd", 7, "a note"))
    equal((found[1].external_trace_id, found[1].source, found[1].owner), ("trace", "AGENT", "AGENT"))
    equal(found[4].payload.attachments, [upload.id])
    equal((found[5].in_response_to, found[5].source, found[5].payload.outcome.type), (found[4].id, "HUMAN", "APPROVE"))
    equal((found[9].payload.message, found[11].payload.state), ("Parcel turned up", "in_progress"))
    equal((bool(found[12].payload.assignee_id), found[13].payload.assignee_id), (True, ""))
    equal((found[14].transition_from, found[14].transition_to), ("in_progress", "complete"))
    equal((found[15].payload.terminal_state, found[15].source), ("complete", "PLATFORM"))
    equal((await call.get(call.client.tasks.get, task.id)).task.metadata, {"b": 2})

    # A request that ended without a result is gone, and never None: that would be waited for for ever.
    for identity, ending in [(withdrawn.event_id, "cancelled"), (late.event_id, "timed_out")]:
        gone = await refused(ApiError, call.get(call.client.approvals.get_result, identity))
        equal((gone.status_code, gone.body["code"], gone.body["metadata"]["ending"]), (410, "REQUEST_CLOSED", ending))
        assert gone.body["error"]


async def uploads(call):
    """uploads.upload from bytes, a named file and a stream; uploads.get and what its url reads"""
    import io

    import httpx

    for file, content, kind in [
        (b"plain", b"plain", "text/plain"),
        (("a.png", b"\x89PNG\r\n\x1a\n..."), b"\x89PNG\r\n\x1a\n...", "image/png"),
        (("big.bin", io.BytesIO(bytes(range(256)) * 8000), "image/png"), bytes(range(256)) * 8000,
         "application/octet-stream"),
    ]:
        made = await call(call.client.uploads.upload, file=file)
        equal(made.status, "READY")
        found = await call.get(call.client.uploads.get, made.id)
        equal((found.id, found.content_type, found.size), (made.id, kind, len(content)))
        read = httpx.get(found.url, headers={"Authorization": f"Bearer {call.server.key('agent')}"})
        equal((read.status_code, read.content), (200, content))
        assert read.headers["content-disposition"].startswith("attachment")
    large = await refused(ApiError, call(call.client.uploads.upload, file=b"x" * 3_000_001))
    equal((large.status_code, large.body["code"]), (413, "LIMIT_EXCEEDED"))


async def errors(call):
    """each error is of its class, with the body that the class promises"""
    bad = await refused(BadRequestError, call(call.client.approvals.create, **about(
        await opened(call), summary="", key_value_context={"Claim": "x" * 2001})))
    equal((bad.status_code, bad.body.code), (400, "INVALID_REQUEST"))
    assert bad.body.message.startswith(("summary", "keyValueContext.Claim")), bad.body.message
    equal(sorted(one["field"] for one in bad.body.violations), ["keyValueContext.Claim", "summary"])
    missing = await refused(NotFoundError, call.get(call.client.tasks.get, ABSENT))
    equal(missing.body.error, f'there is no task "{ABSENT}" in this account')
    await refused(NotFoundError, call.get(call.client.uploads.get, "nonsense"))
    wrong = call.at(call.server.url, key="pumpup_wrong")
    unknown = await refused(ApiError, call(wrong.projects.list))
    equal((unknown.status_code, unknown.body["code"]), (401, "UNAUTHENTICATED"))
    person = call.at(call.server.url, key=call.server.key("admin"))
    denied = await refused(ApiError, call(person.tasks.create, idempotency_key=fresh(), name="x", project_name="general"))
    equal((denied.status_code, denied.body["code"]), (403, "PERMISSION_DENIED"))
    task = await opened(call)
    files = [await call(call.client.uploads.upload, file=b"x") for _ in range(2)]
    fifty = [Attachment(label=f"file {n}", upload_id=files[0].id) for n in range(50)]
    await call(call.client.events.agent_action, **about(task, description="many", add_attachments=fifty))
    too_many = await refused(ApiError, call(call.client.events.agent_action, **about(
        task, description="more", add_attachments=[Attachment(label="last", upload_id=files[1].id)]),
        request_options={"max_retries": 0}))
    equal((too_many.status_code, too_many.body["code"]), (429, "LIMIT_EXCEEDED"))
    version = await refused(BadRequestError, call(call.at(call.server.url, version="1").projects.list))
    assert "X-API-Version" in version.body.message, version.body


async def conflicts(call):
    """its retries on 409 are bounded and end with the same answer; another key's request stands"""
    task = await opened(call)
    client = call.at(call.proxy.url)
    open_one = await call(client.approvals.create, **about(task, summary="First"))
    seen = call.proxy.seen
    conflict = await refused(ConflictError, call(client.approvals.create, **about(task, summary="Second")))
    assert open_one.event_id in conflict.body.error, conflict.body
    equal((conflict.body.code, conflict.body.metadata["requestId"]), ("REQUEST_ALREADY_OPEN", open_one.event_id))
    equal(call.proxy.seen - seen, 3)
    equal(len((await call.get(call.client.tasks.events, task.id)).items), 2)


async def again(call):
    """the same write twice answers the same once; a key with another request is refused"""
    task = await opened(call)
    same = about(task, message="once")
    first = await call(call.client.events.note, **same)
    equal(await call(call.client.events.note, **same), first)
    equal(len((await call.get(call.client.tasks.events, task.id)).items), 2)
    reused = await refused(BadRequestError, call(call.client.events.note, **{**same, "message": "twice"}))
    equal(reused.body.code, "IDEMPOTENCY_KEY_REUSED")


async def out_of_order(call):
    """its retries on 503 get through in the end, and write once"""
    client = call.at(call.proxy.url)
    call.proxy.broken, seen = 2, call.proxy.seen
    task = await call(client.tasks.create, idempotency_key=fresh(), name="through", project_name="general")
    equal((task.name, call.proxy.seen - seen), ("through", 3))
    call.proxy.broken = 3
    failure = await refused(ApiError, call(client.tasks.list))
    equal((failure.status_code, call.proxy.broken), (503, 0))


CHECKS = [
    projects, tasks, cursor, approvals, elicitations, events, uploads, errors, conflicts, again, out_of_order
]
