"""Tasks, pages of things, and what is known of uploads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Dict, Generic, List, Literal, Mapping, Optional, Sequence, TypeVar

from .requests import Attachment, Request

T = TypeVar("T")
TaskStatus = Literal["RUNNING", "WAITING", "CLOSED", "UNKNOWN"]  # The last is for what a newer server says.


@dataclass(frozen=True)
class MetadataPatch:
    """Changes to a task's metadata, applied in this order. `set_once` writes only keys that are absent."""

    set: Optional[Mapping[str, Any]] = None
    set_once: Optional[Mapping[str, Any]] = None
    unset: Sequence[str] = ()


@dataclass(frozen=True)
class Task:
    """A case: one claim, one onboarding, one conversation."""

    id: str
    project_id: str
    project_name: str
    name: str
    external_id: Optional[str]
    current_step: str
    status: TaskStatus
    metadata: Dict[str, Any]
    attachments: List[Attachment]
    assignee_id: Optional[str]
    assignee_name: Optional[str]
    created_at: dt.datetime
    updated_at: dt.datetime
    last_sequence: int


@dataclass(frozen=True)
class TaskDetail:
    """A task as it stands, and the requests on it that still wait for a person."""

    task: Task
    open_requests: List[Request]


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page of a list. `next_page_token` is None on the last one."""

    items: List[T]
    next_page_token: Optional[str] = None


@dataclass(frozen=True)
class Upload:
    """A file on the platform. Its content type is sniffed: do not trust it for display."""

    id: str
    status: Literal["READY"]
    content_type: str
    size: int
    sha256: str
    file_name: Optional[str]
    created_at: dt.datetime
