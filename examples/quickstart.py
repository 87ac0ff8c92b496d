"""Asks a person to approve a refund, waits for the decision, and acts on it.

    pumpup serve                                             # in one terminal
    export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)       # in another one
    python examples/quickstart.py
    pumpup decide ID approve --note "Photos check out"       # in a third one
"""

import uuid

from client import Client, wait
from pumpup.v1.approvals_pb2 import ApprovalsCreateRequest, ApprovalsWatchResultRequest
from pumpup.v1.requests_pb2 import ContextEntry
from pumpup.v1.tasks_pb2 import TasksCreateRequest, TasksRecordActionRequest

client = Client()  # reads PUMPUP_API_KEY and PUMPUP_URL

# Open a task. Every account starts with a "general" project; create dedicated ones for real routing.
task = client.tasks.Create(TasksCreateRequest(
    idempotency_key=str(uuid.uuid4()),
    project_name="general",
    name="Refund — claim C-1029",
)).task

# Ask a human to approve a sensitive action.
request = client.approvals.Create(ApprovalsCreateRequest(
    idempotency_key=str(uuid.uuid4()),
    project_name="general",
    task_id=task.id,
    summary="Refund $240 on claim C-1029",
    key_value_context=[
        ContextEntry(key="Claim", value="C-1029"),
        ContextEntry(key="Amount", value="$240"),
        ContextEntry(key="Reason", value="Lost package — tracking and photos provided"),
    ],
))
print(f"Request {request.event_id} is open. To decide it:  pumpup decide {request.event_id} approve", flush=True)

# Watch for the decision. It arrives the moment a person makes it.
state, result = wait(client.approvals.WatchResult, ApprovalsWatchResultRequest(id=request.event_id))

if state == "decided":
    verdict = result.outcome.WhichOneof("kind")  # approve, reject, edit_and_approve, escalate or request_more_info
    note = getattr(result.outcome, verdict).note
    if verdict in ("approve", "edit_and_approve"):
        # Make the refund here. Then say so, which ties "approved" to "done" and closes the task. With the decision's id
        # as the key it is recorded once, even if an agent crashes, comes back and does all of this again.
        client.tasks.RecordAction(TasksRecordActionRequest(
            idempotency_key=result.event_id,
            task_id=task.id,
            description="Refunded $240",
            in_response_to=request.event_id,
            transitions_to="complete",
        ))
        print(f"Approved by {result.decided_by}: {note}")
    else:
        print(f"Not approved — {verdict.upper()}: {note}")
else:  # Nobody will decide any more: it was cancelled, or timed out if you set a deadline.
    print(f"Not approved — {state.upper()}: {getattr(result, 'reason', '')}")
