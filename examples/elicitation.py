"""Asks a person for what an agent can't find out, in a typed form, and reads the answers back.

    pumpup serve                                             # in one terminal
    pumpup projects create --name Claims                     # in another one; without it the form goes to "general"
    export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)
    python examples/elicitation.py
    pumpup answer ID incident_date=2026-05-14 coverage_type=comprehensive      # in a third one
"""

import json

from pumpup import Field, Field_DateField, Field_Select, FieldBid, MetadataPatch, NotFoundError, PumpUp

client = PumpUp()  # reads PUMPUP_API_KEY and PUMPUP_URL
try:
    project_name = client.projects.get(project_name="claims").project_name
except NotFoundError:
    project_name = "general"

task = client.tasks.create(project_name=project_name, name="Incident — claim C-1029")

# The form. A recommendation is what the form is filled in with at first, and why.
fields: list[Field] = [
    Field_DateField(id="incident_date", label="Incident date", required=True),
    Field_Select(id="coverage_type", label="Coverage", options=["collision", "comprehensive"], required=True),
]
request = client.elicitations.create(
    project_name=project_name,
    task_id=task.id,
    summary="Need a couple of details on the incident",
    fields=fields,
    recommendation=[
        FieldBid(field_id="coverage_type", value="comprehensive", confidence=0.92, rationale="Hail damage pattern."),
    ],
)
print(f"Request {request.event_id} is open. To answer it:  pumpup answer {request.event_id} "
      "incident_date=2026-05-14 coverage_type=comprehensive", flush=True)

# Watch for the answers. They arrive the moment a person gives them.
end = client.elicitations.watch_result(request.event_id)

if end.type == "answered":
    # In the order of the form; a field that was left open has no answer.
    answers = {field.id: end.fields[field.id] for field in fields if field.id in end.fields}
    # File the claim here, with end.event_id as its own idempotency key, so that two copies of an agent file it once. Then say so.
    client.tasks.record_action(
        task.id,
        description="Filed the claim",
        metadata_patch=MetadataPatch(set=answers),
        in_response_to=request.event_id,
        transitions_to="complete",
        idempotency_key=end.event_id,
    )
    print(json.dumps(answers))  # {"incident_date": "2026-05-14", "coverage_type": "comprehensive"}
else:  # Nobody will answer any more: it was cancelled, or timed out if you set a deadline.
    print(f"Not answered — {end.type.upper()}")
