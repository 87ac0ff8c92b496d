"""Asks a person to approve a refund, waits for the decision, and acts on it.

    pumpup serve                                             # in one terminal
    export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)       # in another one
    python examples/quickstart.py
    pumpup decide ID approve --note "Photos check out"       # in a third one
"""

from pumpup import PumpUp

client = PumpUp()  # reads PUMPUP_API_KEY and PUMPUP_URL

# Open a task. Every account starts with a "general" project; create dedicated ones for real routing.
task = client.tasks.create(project_name="general", name="Refund — claim C-1029")

# Ask a human to approve a sensitive action.
request = client.approvals.create(
    project_name="general",
    task_id=task.id,
    summary="Refund $240 on claim C-1029",
    key_value_context={
        "Claim": "C-1029",
        "Amount": "$240",
        "Reason": "Lost package — tracking and photos provided",
    },
)
print(f"Request {request.event_id} is open. To decide it:  pumpup decide {request.event_id} approve", flush=True)

# Watch for the decision. It arrives the moment a person makes it, however long that takes and whatever breaks meanwhile.
end = client.approvals.watch_result(request.event_id)

if end.type == "cancelled":
    print(f"Not approved — CANCELLED: {end.reason}")
elif end.type == "timed_out":  # Only if you set a deadline.
    print("Not approved — TIMED_OUT")
elif end.outcome.type == "APPROVE":
    # Make the refund here, with end.event_id as the payment's own idempotency key: two copies of an agent that hear of this
    # decision then pay once. Then say so under the same key, which ties "approved" to "done" and closes the task. An agent that
    # has to survive a crash also gives keys of its own to both creates above, for example the id of the job that it works on:
    # a second run without them opens a second task and asks again.
    client.tasks.record_action(
        task.id,
        description="Refunded $240",
        in_response_to=request.event_id,
        transitions_to="complete",
        idempotency_key=end.event_id,
    )
    print(f"Approved by {end.decided_by}: {end.outcome.note or ''}")
elif end.outcome.type == "EDIT_AND_APPROVE":
    # Not what was proposed, but what the note says: do that, and record that, or propose it anew.
    print(f"Approved with a change: {end.outcome.note or ''}")
else:
    print(f"Not approved — {end.outcome.type}: {end.outcome.note or ''}")
