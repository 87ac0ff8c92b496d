"""Projects and the steps that their tasks move through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, List, Literal, Mapping, Optional, Sequence, Union

from .outcomes import OutcomeType

Party = Literal["AGENT", "HUMAN", "PLATFORM", "UNKNOWN"]  # The last is for what a newer server says.


@dataclass(frozen=True)
class Step:
    """One state of a task. A step without exits is terminal."""

    name: str
    owner: Party = "AGENT"
    exits: Sequence[str] = ()


@dataclass(frozen=True)
class Steps:
    """The step graph. `step_schemas` holds, by step name, a JSON Schema that a task's metadata has to satisfy to enter it."""

    initial_step: str
    steps: Sequence[Step]
    step_schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReasonPreset:
    """A reason code that people are offered when they decide; for no outcomes in particular it is offered for all."""

    code: str
    label: Optional[str] = None
    outcomes: Sequence[Union[OutcomeType, Literal["UNKNOWN"]]] = ()


@dataclass(frozen=True)
class Project:
    """A project. Agents name it by `project_name`, its slug, which never changes."""

    id: str
    name: str
    project_name: str
    steps: Steps
    response_target: Optional[dt.timedelta]
    reason_presets: List[ReasonPreset]
    created_at: dt.datetime
    updated_at: dt.datetime
