"""What schemathesis cannot make up: a key that nobody has used, and the names of what is there. Whatever is wrong in a made-up
request stays so."""

import os
import re
import uuid

import schemathesis

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEY = re.compile(r"[!-~]([ -~]{0,253}[!-~])?")


@schemathesis.hook
def before_call(_context, case, _kwargs) -> None:
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if isinstance(case.body, dict):
        if isinstance(case.body.get("projectName"), str) and case.body["projectName"].strip():
            case.body["projectName"] = "general"
        if ID.fullmatch(str(case.body.get("taskId"))):
            case.body["taskId"] = os.environ["SEEDED_TASK"]


@schemathesis.hook
def filter_headers(_context, headers) -> bool:
    # Proxies and clients add headers of their own, so nobody refuses one that they don't know.
    return not any(name.lower().startswith("x-schemathesis-unknown") for name in headers or {})
