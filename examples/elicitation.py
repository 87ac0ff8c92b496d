"""Asks a person for what an agent can't find out, in a typed form, and reads the answers back.

    pumpup serve                                             # in one terminal
    pumpup projects create --name Claims                     # in another one; without it the form goes to "general"
    export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)
    python examples/elicitation.py
    pumpup answer ID incident_date=2026-05-14 coverage_type=comprehensive      # in a third one
"""

import json
import uuid

import grpc

from client import Client, wait
from pumpup.v1.elicitations_pb2 import ElicitationsCreateRequest, ElicitationsWatchResultRequest
from pumpup.v1.events_pb2 import MetadataPatch
from pumpup.v1.fields_pb2 import Field, FieldBid, FieldValue
from pumpup.v1.projects_pb2 import ProjectsGetRequest
from pumpup.v1.tasks_pb2 import TasksCreateRequest, TasksRecordActionRequest


def project_for_claims(client: Client) -> str:
    """The slug of the project Claims, or of the one that every account has."""
    try:
        return client.projects.Get(ProjectsGetRequest(project_name="claims")).project.project_name
    except grpc.RpcError as error:
        if error.code() != grpc.StatusCode.NOT_FOUND:
            raise
        return "general"


def plain(answer: FieldValue):
    """The answer as Python knows it: text, float, bool or, for a Multiselect, a list."""
    arm = answer.WhichOneof("kind")
    value = getattr(answer, arm)
    return list(value.options) if arm == "multiselect" else value


client = Client()  # reads PUMPUP_API_KEY and PUMPUP_URL
project_name = project_for_claims(client)

task = client.tasks.Create(TasksCreateRequest(
    idempotency_key=str(uuid.uuid4()),
    project_name=project_name,
    name="Incident — claim C-1029",
)).task

# The form. A recommendation is what the form is filled in with at first, and why.
fields = [
    Field(id="incident_date", label="Incident date", required=True, date_field=Field.DateField()),
    Field(id="coverage_type", label="Coverage", required=True,
          select=Field.Select(options=["collision", "comprehensive"])),
]
request = client.elicitations.Create(ElicitationsCreateRequest(
    idempotency_key=str(uuid.uuid4()),
    project_name=project_name,
    task_id=task.id,
    summary="Need a couple of details on the incident",
    fields=fields,
    recommendation=[
        FieldBid(field_id="coverage_type", value=FieldValue(select="comprehensive"),
                 confidence=0.92, rationale="Hail damage pattern."),
    ],
))
print(f"Request {request.event_id} is open. To answer it:  pumpup answer {request.event_id} "
      "incident_date=2026-05-14 coverage_type=comprehensive", flush=True)

# Watch for the answers. They arrive the moment a person gives them.
state, result = wait(client.elicitations.WatchResult, ElicitationsWatchResultRequest(id=request.event_id))

if state == "answered":
    # In the order of the form; a field that was left open has no answer.
    answers = {field.id: plain(result.answers[field.id]) for field in fields if field.id in result.answers}
    client.tasks.RecordAction(TasksRecordActionRequest(
        idempotency_key=result.event_id,
        task_id=task.id,
        description="Filed the claim",
        metadata_patch=MetadataPatch(set=answers),
        in_response_to=request.event_id,
        transitions_to="complete",
    ))
    print(json.dumps(answers))  # {"incident_date": "2026-05-14", "coverage_type": "comprehensive"}
else:  # Nobody will answer any more: it was cancelled, or timed out if you set a deadline.
    print(f"Not answered — {state.upper()}: {getattr(result, 'reason', '')}")
