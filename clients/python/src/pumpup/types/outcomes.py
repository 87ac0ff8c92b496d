"""What people decide, and what agents recommend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Literal, Optional

OutcomeType = Literal["APPROVE", "REJECT", "EDIT_AND_APPROVE", "ESCALATE", "REQUEST_MORE_INFO"]


@dataclass(frozen=True)
class Outcome:
    """One of the five outcomes. Each is final; after EDIT_AND_APPROVE the note describes the edit."""

    type: OutcomeType
    note: Optional[str] = None
    reason_code: Optional[str] = None


@dataclass(frozen=True)
class ApprovalRecommendation:
    """What the agent would decide itself: a bid, never a decision."""

    outcome: Outcome
    confidence: Optional[float] = None
    rationale: Optional[str] = None


@dataclass(frozen=True)
class AuthoritySnapshot:
    """Who decided, as they stood at that moment."""

    subject: str
    tags: List[str] = field(default_factory=list)
