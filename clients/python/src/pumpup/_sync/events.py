"""What an agent records on a task, under the names that the HTTP API has for it."""
# Made by clients/python/unasync; change what it is made from.

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from ..types.requests import Attachment, EventResponse
from ..types.tasks import MetadataPatch
from .tasks import Tasks


class Events:
    """`client.events`. The task says which project it is in: `project_name` may be given, and is not sent."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def agent_action(self, *, task_id: str, description: str, project_name: Optional[str] = None,
                           detail: Optional[Mapping[str, Any]] = None, metadata_patch: Optional[MetadataPatch] = None,
                           add_attachments: Optional[Sequence[Attachment]] = None, transitions_to: Optional[str] = None,
                           in_response_to: Optional[str] = None, external_trace_id: Optional[str] = None,
                           idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> EventResponse:
        """The same as `tasks.record_action`."""
        return self._tasks.record_action(
            task_id, description=description, detail=detail, metadata_patch=metadata_patch, add_attachments=add_attachments,
            transitions_to=transitions_to, in_response_to=in_response_to, external_trace_id=external_trace_id,
            idempotency_key=idempotency_key, timeout=timeout,
        )

    def exception(self, *, task_id: str, message: str, project_name: Optional[str] = None,
                        detail: Optional[Mapping[str, Any]] = None, transitions_to: Optional[str] = None,
                        in_response_to: Optional[str] = None, external_trace_id: Optional[str] = None,
                        idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> EventResponse:
        """The same as `tasks.record_exception`."""
        return self._tasks.record_exception(
            task_id, message=message, detail=detail, transitions_to=transitions_to, in_response_to=in_response_to,
            external_trace_id=external_trace_id, idempotency_key=idempotency_key, timeout=timeout,
        )

    def note(self, *, task_id: str, message: str, project_name: Optional[str] = None,
                   external_trace_id: Optional[str] = None, idempotency_key: Optional[str] = None,
                   timeout: Optional[float] = None) -> EventResponse:
        """The same as `tasks.add_note`."""
        return self._tasks.add_note(task_id, message=message, external_trace_id=external_trace_id,
                                          idempotency_key=idempotency_key, timeout=timeout)
