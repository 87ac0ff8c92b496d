"""How a client reaches its server: what the arguments and the environment say, checked once. Pure."""

from __future__ import annotations

import ipaddress
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Tuple, Union
from urllib.parse import urlsplit

import grpc

from .errors import ConfigurationError
from .v1 import approvals_pb2, elicitations_pb2, inbox_pb2, tasks_pb2, uploads_pb2

DEFAULT_URL = "http://127.0.0.1:50051"
DEFAULT_TIMEOUT = 30.0  # Seconds for a call that answers once.
MOST_RECEIVED = 64 * 1024 * 1024  # gRPC's own 4 MiB would be too tight for a page of long events.

ApiKey = Union[str, Callable[[], str]]


@dataclass(frozen=True)
class Settings:
    """Where the server is and what to send it. `api_key` is asked at every call, so that a key can be exchanged."""

    url: str
    target: str
    secure: bool
    api_key: Callable[[], str]
    ca_cert: Optional[bytes]
    timeout: float

    def credentials(self) -> grpc.ChannelCredentials:
        return grpc.ssl_channel_credentials(self.ca_cert)

    def authorization(self) -> Tuple[str, str]:
        """The header of every call. gRPC's own call credentials would refuse to work without TLS, even on loopback."""
        return ("authorization", f"Bearer {self.api_key()}")


def settings(base_url: Optional[str], api_key: Optional[ApiKey], ca_cert: Union[str, "os.PathLike[str]", None],
             allow_plaintext: bool, timeout: float) -> Settings:
    """What the arguments say, or else PUMPUP_URL, PUMPUP_API_KEY and PUMPUP_CA_CERT."""
    url = (base_url or os.environ.get("PUMPUP_URL") or DEFAULT_URL).strip().rstrip("/")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.scheme not in ("http", "https") or parts.path or parts.query or parts.username:
        raise ConfigurationError(f"PUMPUP_URL has to look like http://HOST:PORT, or https://HOST:PORT for TLS; it is {url!r}.")
    secure = parts.scheme == "https"
    if not secure and not allow_plaintext and not loopback(host):
        raise ConfigurationError(f"{url} would send the API key in the clear. Use https:// (TLS), or say allow_plaintext=True if "
                                 "something else on the way protects it.")
    ca_file = ca_cert or os.environ.get("PUMPUP_CA_CERT")
    try:
        ca = Path(ca_file).read_bytes() if ca_file and secure else None
    except OSError as fault:
        raise ConfigurationError(f"PUMPUP_CA_CERT names a file that cannot be read: {fault}") from fault
    bracketed = f"[{host}]" if ":" in host else host
    return Settings(url, f"{bracketed}:{port or (443 if secure else 80)}", secure, a_key(api_key), ca, timeout)


def a_key(given: Optional[ApiKey]) -> Callable[[], str]:
    """The key, as it is asked for at every call. What comes of a function is looked at each time: gRPC would fail on a line break
    in it with words that look like a broken connection."""
    if callable(given):
        ask = given
        return lambda: checked(ask(), "The function api_key gave no key.", "The function api_key gave")
    key = checked(given or os.environ.get("PUMPUP_API_KEY") or "", "Set PUMPUP_API_KEY to an agent's key: "
                  "export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)", "PUMPUP_API_KEY holds")
    return lambda: key


def checked(key: Any, none: str, where: str) -> str:
    """The key without the white space around it, or what to say where there is none or it cannot be one."""
    stripped = key.strip() if isinstance(key, str) else key
    if not stripped:
        raise ConfigurationError(none)
    if not isinstance(stripped, str) or not stripped.isascii() or not stripped.isprintable():
        raise ConfigurationError(f"{where} something that is no key: a key is one line of plain ASCII characters.")
    return stripped


def loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def service_config() -> str:
    """Retries of all that is safe to send again, which is every call that answers once, since writes carry a key. Streams of
    answers are left to the layer above, which knows where to go on. All pauses together stay under two seconds, so that even a
    short deadline leaves time to hear why there was no connection."""
    retried = {
        "name": [{}],
        "retryPolicy": {"maxAttempts": 5, "initialBackoff": "0.2s", "maxBackoff": "2s", "backoffMultiplier": 1.5,
                        "retryableStatusCodes": ["UNAVAILABLE"]},
    }
    streams: List[Dict[str, str]] = []
    for contract in (approvals_pb2, elicitations_pb2, tasks_pb2, uploads_pb2, inbox_pb2):
        for service in contract.DESCRIPTOR.services_by_name.values():
            streams += [{"service": service.full_name, "method": method.name} for method in service.methods
                        if method.name.startswith("Watch") or method.name == "Download"]
    return json.dumps({"methodConfig": [retried, {"name": streams}]})


def channel_options(secure: bool) -> List[Tuple[str, Any]]:
    # A proxy that the environment names would read the key off a connection without TLS, even one that was meant for loopback.
    unseen: List[Tuple[str, Any]] = [] if secure else [("grpc.enable_http_proxy", 0)]
    return unseen + [
        ("grpc.service_config", service_config()),
        # A watch may be quiet for days; this notices that its connection is dead, and keeps boxes on the way awake.
        ("grpc.keepalive_time_ms", 30_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.max_pings_without_data", 0),
        # After a restart a server is back within moments, not within gRPC's two minutes.
        ("grpc.initial_reconnect_backoff_ms", 200),
        ("grpc.max_reconnect_backoff_ms", 5_000),
        ("grpc.max_receive_message_length", MOST_RECEIVED),
    ]
