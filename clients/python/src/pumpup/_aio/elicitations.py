"""Elicitations: a person supplies what an agent cannot find out, in a typed form."""

from __future__ import annotations

import datetime as dt
from typing import Mapping, Optional, Sequence, Union

from .. import _from, _to
from ..types.fields import Field, FieldBid, FieldValue, Plain
from ..types.requests import Answered, ElicitationAsk, EventResponse
from ..v1 import elicitations_pb2 as pb
from .requests import AsyncRequests, Contract


class AsyncElicitations(AsyncRequests[Answered]):
    """`client.elicitations`."""

    _contract = Contract("elicitations", pb.ElicitationsGetRequest, pb.ElicitationsGetResultRequest,
                         pb.ElicitationsWatchResultRequest, pb.ElicitationsCancelRequest)

    async def create(
        self,
        *,
        project_name: str,
        task_id: str,
        summary: str,
        fields: Sequence[Field],
        key_value_context: Optional[_to.Context] = None,
        attachments: Optional[Sequence[str]] = None,
        recommendation: Optional[Sequence[FieldBid]] = None,
        external_trace_id: Optional[str] = None,
        deadline: Optional[dt.datetime] = None,
        fallback_step: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> EventResponse:
        """Asks people to fill in a form. Answers at once; a person answers later. The `event_id` is the request's id."""
        request = pb.ElicitationsCreateRequest(
            idempotency_key=_to.key(idempotency_key), project_name=project_name, task_id=task_id, summary=summary,
            fields=[_to.field(each) for each in fields], key_value_context=_to.context(key_value_context),
            attachments=attachments or (), recommendation=_to.bids(recommendation, fields),
            external_trace_id=external_trace_id or "", deadline=_to.timestamp(deadline), fallback_step=fallback_step or "",
        )
        return EventResponse((await self._call("Create", request, timeout)).event_id)

    async def answer(self, id: str, *, answers: Mapping[str, Union[Plain, FieldValue]], digest: Optional[str] = None,
                     idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> Answered:
        """Fills in the form; people only. The form is read first where plain values are given, for the kinds of its fields."""
        kinds = {}
        if not all(isinstance(answer, FieldValue) for answer in answers.values()):
            ask = (await self.get(id, timeout=timeout)).ask
            if isinstance(ask, ElicitationAsk):
                kinds = {field.id: field.type for field in ask.fields}
        request = pb.ElicitationsAnswerRequest(
            idempotency_key=_to.key(idempotency_key), id=id, digest=digest or "",
            answers={field: _to.value(answer, kinds.get(field)) for field, answer in answers.items()},
        )
        return _from.answered((await self._call("Answer", request, timeout)).result)
