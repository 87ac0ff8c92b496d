"""What schemathesis cannot make up: a key that nobody has used, and the names of what is there. A request that is meant to be
wrong is left as it is."""

import os
import re
import uuid
from datetime import datetime

import schemathesis

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEY = re.compile(r"[!-~]([ -~]{0,253}[!-~])?")


@schemathesis.hook
def before_call(_context, case, _kwargs) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # Other requests are made of the same parts, so those are copied.
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and KEY.fullmatch(key):
        case.headers = {**case.headers, "Idempotency-Key": str(uuid.uuid4())}
    if isinstance(case.body, dict):
        body = dict(case.body)
        name, task, deadline = (body.get(member) for member in ("projectName", "taskId", "deadline"))
        if isinstance(name, str) and name.strip() and len(name) <= 200:
            body["projectName"] = "general"
        if ID.fullmatch(str(task)):
            body["taskId"] = os.environ["SEEDED_TASK"]
        if is_moment(deadline):
            body["deadline"] = "2099-12-31T17:00:00Z"
        case.body = body


def is_moment(text) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except (TypeError, ValueError):
        return False
