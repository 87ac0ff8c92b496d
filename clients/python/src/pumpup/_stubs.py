"""The stubs of every service over one channel, for what the layer does not wrap."""

from __future__ import annotations

from typing import Any

from .v1.access_pb2_grpc import AccessStub
from .v1.approvals_pb2_grpc import ApprovalsStub
from .v1.elicitations_pb2_grpc import ElicitationsStub
from .v1.inbox_pb2_grpc import InboxStub
from .v1.projects_pb2_grpc import ProjectsStub
from .v1.tasks_pb2_grpc import TasksStub
from .v1.uploads_pb2_grpc import UploadsStub


class Stubs:
    """Plain generated stubs. They carry the key and the retries, but speak messages and raise gRPC's own errors."""

    def __init__(self, channel: Any) -> None:
        self.access = AccessStub(channel)
        self.approvals = ApprovalsStub(channel)
        self.elicitations = ElicitationsStub(channel)
        self.inbox = InboxStub(channel)
        self.projects = ProjectsStub(channel)
        self.tasks = TasksStub(channel)
        self.uploads = UploadsStub(channel)
