"""Approvals: a person signs off on an action, or does not."""

from __future__ import annotations

import datetime as dt
from typing import Optional, Sequence

from .. import _from, _to
from ..types.outcomes import ApprovalRecommendation, Outcome
from ..types.requests import Decided, EventResponse
from ..v1 import approvals_pb2 as pb
from .requests import AsyncRequests, Contract


class AsyncApprovals(AsyncRequests[Decided]):
    """`client.approvals`."""

    _contract = Contract("approvals", pb.ApprovalsGetRequest, pb.ApprovalsGetResultRequest, pb.ApprovalsWatchResultRequest,
                         pb.ApprovalsCancelRequest)

    async def create(
        self,
        *,
        project_name: str,
        task_id: str,
        summary: str,
        key_value_context: Optional[_to.Context] = None,
        attachments: Optional[Sequence[str]] = None,
        recommendation: Optional[ApprovalRecommendation] = None,
        external_trace_id: Optional[str] = None,
        deadline: Optional[dt.datetime] = None,
        fallback_step: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> EventResponse:
        """Asks for a sign-off. Answers at once; a person decides later. The answer's `event_id` is the request's id."""
        request = pb.ApprovalsCreateRequest(
            idempotency_key=_to.key(idempotency_key), project_name=project_name, task_id=task_id, summary=summary,
            key_value_context=_to.context(key_value_context), attachments=attachments or (),
            recommendation=_to.recommendation(recommendation), external_trace_id=external_trace_id or "",
            deadline=_to.timestamp(deadline), fallback_step=fallback_step or "",
        )
        return EventResponse((await self._call("Create", request, timeout)).event_id)

    async def decide(self, id: str, *, outcome: Outcome, digest: Optional[str] = None, idempotency_key: Optional[str] = None,
                     timeout: Optional[float] = None) -> Decided:
        """Decides; people only. Pass the `digest` of the request that the person saw, so that nothing else is decided."""
        request = pb.ApprovalsDecideRequest(idempotency_key=_to.key(idempotency_key), id=id, outcome=_to.outcome(outcome),
                                            digest=digest or "")
        return _from.decided((await self._call("Decide", request, timeout)).result)
