"""The way to a Pump Up server: a channel that carries your key and retries, and `wait`, which waits for a person.

This is all that an agent needs beside the stubs. Copy it.
"""

import json
import os
import random
import sys
import time
from urllib.parse import urlsplit

import grpc

import stubs  # noqa: F401  It makes pumpup.v1 importable.
from pumpup.v1.approvals_pb2_grpc import ApprovalsStub
from pumpup.v1.elicitations_pb2_grpc import ElicitationsStub
from pumpup.v1.projects_pb2_grpc import ProjectsStub
from pumpup.v1.tasks_pb2_grpc import TasksStub

# Sending a call again is safe, since every write carries an idempotency key: gRPC may do it while the server is away.
RETRIES = {
    "methodConfig": [{
        "name": [{}],
        "retryPolicy": {
            "maxAttempts": 5,
            "initialBackoff": "0.2s",
            "maxBackoff": "2s",
            "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE"],
        },
    }]
}


class Client:
    """The services that an agent uses, at the server PUMPUP_URL, with the key PUMPUP_API_KEY."""

    def __init__(self) -> None:
        url = urlsplit(os.environ.get("PUMPUP_URL") or "http://127.0.0.1:50051")
        key = os.environ.get("PUMPUP_API_KEY", "").strip()
        if url.scheme not in ("http", "https") or not url.hostname:
            sys.exit("PUMPUP_URL has to look like http://HOST:PORT, or https://HOST:PORT for TLS.")
        if not key:
            sys.exit("Set PUMPUP_API_KEY to an agent's key: export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)")
        target = url.netloc if url.port else f"{url.netloc}:{443 if url.scheme == 'https' else 80}"
        options = [
            ("grpc.service_config", json.dumps(RETRIES)),
            ("grpc.keepalive_time_ms", 30_000),  # A watch may be quiet for days; this notices a dead connection.
        ]
        if url.scheme == "https":
            channel = grpc.secure_channel(target, grpc.ssl_channel_credentials(), options)
        else:
            channel = grpc.insecure_channel(target, options)
        channel = grpc.intercept_channel(channel, Bearer(key))
        self.projects = ProjectsStub(channel)
        self.tasks = TasksStub(channel)
        self.approvals = ApprovalsStub(channel)
        self.elicitations = ElicitationsStub(channel)


class Bearer(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    """Puts the key on every call. (gRPC's own call credentials refuse to work without TLS, even on loopback.)"""

    def __init__(self, key: str) -> None:
        self.header = ("authorization", f"Bearer {key}")

    def intercept_unary_unary(self, continuation, details, request):
        return continuation(details._replace(metadata=[*(details.metadata or ()), self.header]), request)

    intercept_unary_stream = intercept_unary_unary


def wait(watch_result, request):
    """Waits for the end of a request, however long a person takes: its name (`decided`, `answered`, `cancelled` or
    `timed_out`) and its contents.

    A connection that breaks is no end: the server says how the request stands as soon as it is watched again, so
    nothing is missed.
    """
    pause, told = 0.1, False
    while True:
        try:
            for update in watch_result(request, wait_for_ready=True):
                pause = 0.1
                state = update.WhichOneof("state")
                if state != "pending":
                    return state, getattr(update, state)
                if not told:  # It comes again every 15 seconds.
                    print("Waiting for a person…", file=sys.stderr)
                    told = True
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.UNAVAILABLE:
                raise
        print("The connection broke; watching again.", file=sys.stderr)
        time.sleep(pause * random.uniform(0.5, 1))  # Spread out, so that a thousand agents don't come back at once.
        pause = min(pause * 2, 5)
