"""Projects: what groups tasks and routes them to people."""
# Made by clients/python/unasync; change what it is made from.

from __future__ import annotations

import datetime as dt
from typing import Iterator, Optional, Sequence

from .. import _from, _to
from ..types.projects import Project, ReasonPreset, Steps
from ..types.tasks import Page
from ..v1 import projects_pb2 as pb
from .wire import Wire


class Projects:
    """`client.projects`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self, *, name: Optional[str] = None, page_size: Optional[int] = None, page_token: Optional[str] = None,
                   timeout: Optional[float] = None) -> Page[Project]:
        """A page of the account's projects; `name` keeps those with it in their name or slug."""
        request = pb.ProjectsListRequest(name=name or "", page_size=page_size or 0, page_token=page_token or "")
        page = self._wire.unary("projects", "List", request, timeout)
        return Page([_from.project(each) for each in page.projects], page.next_page_token or None)

    def iterate(self, *, name: Optional[str] = None, page_size: Optional[int] = None,
                      timeout: Optional[float] = None) -> Iterator[Project]:
        """All of them, page by page as they are needed."""
        token: Optional[str] = None
        while True:
            page = self.list(name=name, page_size=page_size, page_token=token, timeout=timeout)
            for each in page.items:
                yield each
            token = page.next_page_token
            if token is None:
                return

    def get(self, id: Optional[str] = None, *, project_name: Optional[str] = None,
                  timeout: Optional[float] = None) -> Project:
        """A project with its step graph, by its id or by its slug."""
        request = pb.ProjectsGetRequest(id=id, project_name=project_name)
        return _from.project((self._wire.unary("projects", "Get", request, timeout)).project)

    def create(self, *, name: str, steps: Optional[Steps] = None, response_target: Optional[dt.timedelta] = None,
                     reason_presets: Optional[Sequence[ReasonPreset]] = None, idempotency_key: Optional[str] = None,
                     timeout: Optional[float] = None) -> Project:
        """Makes a project; admins only. Without a step graph it has that of the General project."""
        request = pb.ProjectsCreateRequest(
            idempotency_key=_to.key(idempotency_key), name=name, steps=_to.steps(steps),
            response_target=_to.duration(response_target), reason_presets=_to.presets(reason_presets),
        )
        return _from.project((self._wire.unary("projects", "Create", request, timeout)).project)

    def update(self, id: str, *, name: Optional[str] = None, steps: Optional[Steps] = None,
                     response_target: Optional[dt.timedelta] = None, reason_presets: Optional[Sequence[ReasonPreset]] = None,
                     idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> Project:
        """Changes what is given; admins only. A response target of zero removes it."""
        presets = None if reason_presets is None else pb.ProjectsUpdateRequest.ReasonPresets(values=_to.presets(reason_presets))
        request = pb.ProjectsUpdateRequest(
            idempotency_key=_to.key(idempotency_key), id=id, name=name, steps=_to.steps(steps),
            response_target=_to.duration(response_target), reason_presets=presets,
        )
        return _from.project((self._wire.unary("projects", "Update", request, timeout)).project)

    def delete(self, id: str, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> None:
        """Deletes a project that has no open task; admins only."""
        request = pb.ProjectsDeleteRequest(idempotency_key=_to.key(idempotency_key), id=id)
        self._wire.unary("projects", "Delete", request, timeout)
