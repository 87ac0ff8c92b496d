"""A server that plays up on purpose: refuses for any reason one names, fails before it answers, and never says a word."""

import json
import threading
from collections import defaultdict
from concurrent import futures
from pathlib import Path

import grpc
from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from pumpup.v1 import tasks_pb2, tasks_pb2_grpc

REASONS = json.loads((Path(__file__).parent / "reasons.json").read_text())


def sentence(reason: str) -> str:
    """What the puppet says with a refusal."""
    return f"the puppet refuses this for {reason}"


class Tasks(tasks_pb2_grpc.TasksServicer):
    def __init__(self) -> None:
        self.attempts = defaultdict(list)  # The idempotency keys by the name of the task, in the order of their coming.
        self.lock = threading.Lock()

    def Get(self, request, context):
        detail = any_pb2.Any()
        detail.Pack(error_details_pb2.ErrorInfo(reason=request.id, domain="pumpup", metadata={"puppet": "yes"}))
        status = status_pb2.Status(code=code_pb2.Code.Value(REASONS[request.id]), message=sentence(request.id), details=[detail])
        context.abort_with_status(rpc_status.to_status(status))

    def Create(self, request, context):
        with self.lock:
            keys = self.attempts[request.name]
            keys.append(request.idempotency_key)
            attempt = len(keys)
        if attempt < 3:
            context.abort(grpc.StatusCode.UNAVAILABLE, "the puppet is not in the mood yet")
        task = tasks_pb2.Task(id="puppet", name=request.name, external_id=str(attempt))
        task.metadata.update({"keys": len(set(keys))})
        with self.lock:
            keys.clear()
        return tasks_pb2.TasksCreateResponse(task=task)


def start() -> tuple[grpc.Server, str]:
    """The puppet, on a port of its own, and its URL."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    tasks_pb2_grpc.add_TasksServicer_to_server(Tasks(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, f"http://127.0.0.1:{port}"
