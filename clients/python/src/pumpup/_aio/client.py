"""The client: one connection and one key, and what can be done with them."""

from __future__ import annotations

import os
from typing import Any, Optional, Union

from .._settings import DEFAULT_TIMEOUT, ApiKey, settings
from .._stubs import Stubs
from .approvals import AsyncApprovals
from .elicitations import AsyncElicitations
from .events import AsyncEvents
from .projects import AsyncProjects
from .tasks import AsyncTasks
from .uploads import AsyncUploads
from .wire import Wire


class AsyncPumpUp:
    """A client of a pumpup server.

    It reads PUMPUP_API_KEY, PUMPUP_URL (http://127.0.0.1:50051 where it is not set) and PUMPUP_CA_CERT; the arguments go
    before these. An https:// address is spoken to over TLS. Without TLS the key goes to this machine itself only, unless
    `allow_plaintext` says otherwise. `timeout` is what calls that answer once may take, in seconds, where a call does not say
    so itself. Close the client, or use it in a `with`, when you are done.
    """

    def __init__(self, *, base_url: Optional[str] = None, api_key: Optional[ApiKey] = None,
                 ca_cert: Union[str, os.PathLike[str], None] = None, allow_plaintext: bool = False,
                 timeout: Optional[float] = None) -> None:
        self._wire = Wire(settings(base_url, api_key, ca_cert, allow_plaintext, DEFAULT_TIMEOUT if timeout is None else timeout))
        self.approvals = AsyncApprovals(self._wire)
        self.elicitations = AsyncElicitations(self._wire)
        self.projects = AsyncProjects(self._wire)
        self.tasks = AsyncTasks(self._wire)
        self.events = AsyncEvents(self.tasks)
        self.uploads = AsyncUploads(self._wire)

    @property
    def channel(self) -> Any:
        """The channel, with the key on every call over it, for stubs of your own."""
        return self._wire.channel

    @property
    def stubs(self) -> Stubs:
        """Plain stubs of every service: `stubs.inbox`, `stubs.access` and the rest."""
        return self._wire.stubs

    async def close(self) -> None:
        """Closes the connection. Whoever still waits on it gets a CallCancelledError."""
        await self._wire.close()

    async def __aenter__(self) -> AsyncPumpUp:
        return self

    async def __aexit__(self, *exception: Any) -> None:
        await self.close()
