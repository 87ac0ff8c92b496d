"""Tasks, the cases that agents work on, and their timelines."""
# Made by clients/python/unasync; change what it is made from.

from __future__ import annotations

from typing import Any, Iterator, Mapping, Optional, Sequence

from .. import _from, _from_events, _to
from ..types.events import Event, EventPage
from ..types.requests import Attachment, EventResponse
from ..types.tasks import MetadataPatch, Page, Task, TaskDetail, TaskStatus
from ..v1 import projects_pb2, tasks_pb2 as pb
from .watch import Watch, Heard
from .wire import Wire


class Tasks:
    """`client.tasks`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def _call(self, method: str, request: Any, timeout: Optional[float]) -> Any:
        return self._wire.unary("tasks", method, request, timeout)

    def create(self, *, project_name: str, name: str, external_id: Optional[str] = None,
                     metadata_patch: Optional[MetadataPatch] = None, idempotency_key: Optional[str] = None,
                     timeout: Optional[float] = None) -> Task:
        """Opens a task. There is no implicit one."""
        request = pb.TasksCreateRequest(
            idempotency_key=_to.key(idempotency_key), project_name=project_name, name=name, external_id=external_id or "",
            metadata_patch=_to.metadata_patch(metadata_patch),
        )
        return _from.task((self._call("Create", request, timeout)).task)

    def get(self, id: str, *, timeout: Optional[float] = None) -> TaskDetail:
        """A task as it stands, and the requests on it that wait for a person."""
        answer = self._call("Get", pb.TasksGetRequest(id=id), timeout)
        return TaskDetail(_from.task(answer.task), [_from.request(each) for each in answer.open_requests])

    def list(self, *, project_name: Optional[str] = None, project_id: Optional[str] = None,
                   status: Optional[TaskStatus] = None, name: Optional[str] = None, page_size: Optional[int] = None,
                   page_token: Optional[str] = None, timeout: Optional[float] = None) -> Page[Task]:
        """A page of tasks, newest first. Given a project's id, its slug is looked up first."""
        if project_id is not None and project_name is None:
            wanted = projects_pb2.ProjectsGetRequest(id=project_id)
            project_name = (self._wire.unary("projects", "Get", wanted, timeout)).project.project_name
        request = pb.TasksListRequest(project_name=project_name or "", status=_to.task_status(status), name=name or "",
                                      page_size=page_size or 0, page_token=page_token or "")
        page = self._call("List", request, timeout)
        return Page([_from.task(each) for each in page.tasks], page.next_page_token or None)

    def iterate(self, *, project_name: Optional[str] = None, status: Optional[TaskStatus] = None,
                      name: Optional[str] = None, page_size: Optional[int] = None,
                      timeout: Optional[float] = None) -> Iterator[Task]:
        """All of them, page by page as they are needed."""
        token: Optional[str] = None
        while True:
            page = self.list(project_name=project_name, status=status, name=name, page_size=page_size, page_token=token,
                                   timeout=timeout)
            for each in page.items:
                yield each
            token = page.next_page_token
            if token is None:
                return

    def events(self, id: str, *, cursor: Optional[str] = None, limit: Optional[int] = None,
                     timeout: Optional[float] = None) -> EventPage:
        """A page of the timeline, from its first event on or from a cursor."""
        request = pb.TasksListEventsRequest(task_id=id, cursor=cursor or "", limit=limit or 0)
        return _from_events.event_page(self._call("ListEvents", request, timeout))

    def iterate_events(self, id: str, *, cursor: Optional[str] = None, page_size: Optional[int] = None,
                             timeout: Optional[float] = None) -> Iterator[Event]:
        """The timeline up to now, page by page as it is needed."""
        while True:
            page = self.events(id, cursor=cursor, limit=page_size, timeout=timeout)
            for each in page.items:
                yield each
            cursor = page.next_cursor
            if cursor is None:
                return

    def watch_events(self, id: str, *, cursor: Optional[str] = None, timeout: Optional[float] = None) -> Watch[Event]:
        """Follows the timeline live: what is there at once, then each event as it is committed. It does not end by itself."""

        def read(message: Any) -> Heard:
            return Heard([_from_events.event(each) for each in message.events], message.cursor, False)

        return Watch(self._wire, "tasks", "WatchEvents", lambda at: pb.TasksWatchEventsRequest(task_id=id, cursor=at), read,
                          timeout=timeout, cursor=cursor or "")

    def record_action(self, id: str, *, description: str, detail: Optional[Mapping[str, Any]] = None,
                            metadata_patch: Optional[MetadataPatch] = None,
                            add_attachments: Optional[Sequence[Attachment]] = None, transitions_to: Optional[str] = None,
                            in_response_to: Optional[str] = None, external_trace_id: Optional[str] = None,
                            idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> EventResponse:
        """Records what an agent did; moves the task, patches its metadata and attaches files with it."""
        request = pb.TasksRecordActionRequest(
            idempotency_key=_to.key(idempotency_key), task_id=id, description=description, detail=_to.struct(detail),
            metadata_patch=_to.metadata_patch(metadata_patch), add_attachments=_to.attachments(add_attachments),
            transitions_to=transitions_to or "", in_response_to=in_response_to or "",
            external_trace_id=external_trace_id or "",
        )
        return EventResponse((self._call("RecordAction", request, timeout)).event_id)

    def record_exception(self, id: str, *, message: str, detail: Optional[Mapping[str, Any]] = None,
                               transitions_to: Optional[str] = None, in_response_to: Optional[str] = None,
                               external_trace_id: Optional[str] = None, idempotency_key: Optional[str] = None,
                               timeout: Optional[float] = None) -> EventResponse:
        """Records something unexpected."""
        request = pb.TasksRecordExceptionRequest(
            idempotency_key=_to.key(idempotency_key), task_id=id, message=message, detail=_to.struct(detail),
            transitions_to=transitions_to or "", in_response_to=in_response_to or "",
            external_trace_id=external_trace_id or "",
        )
        return EventResponse((self._call("RecordException", request, timeout)).event_id)

    def add_note(self, id: str, *, message: str, external_trace_id: Optional[str] = None,
                       idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> EventResponse:
        """Writes a note, on closed tasks too."""
        request = pb.TasksAddNoteRequest(idempotency_key=_to.key(idempotency_key), task_id=id, message=message,
                                         external_trace_id=external_trace_id or "")
        return EventResponse((self._call("AddNote", request, timeout)).event_id)

    def move(self, id: str, *, transitions_to: str, description: Optional[str] = None,
                   idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> EventResponse:
        """Moves a task along a declared exit by a person's hand; people only."""
        request = pb.TasksMoveRequest(idempotency_key=_to.key(idempotency_key), task_id=id, transitions_to=transitions_to,
                                      description=description or "")
        return EventResponse((self._call("Move", request, timeout)).event_id)

    def assign(self, id: str, *, assignee_id: Optional[str], idempotency_key: Optional[str] = None,
                     timeout: Optional[float] = None) -> EventResponse:
        """Gives a task to a person, or with None to nobody; people only."""
        request = pb.TasksAssignRequest(idempotency_key=_to.key(idempotency_key), task_id=id, assignee_id=assignee_id or "")
        return EventResponse((self._call("Assign", request, timeout)).event_id)
