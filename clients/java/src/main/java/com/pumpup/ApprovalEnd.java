package com.pumpup;

import com.pumpup.v1.ApprovalResult;

/** How an approval ended. Exactly one of the three; only the first is a decision, and that there is one is no consent. */
public sealed interface ApprovalEnd {
    /** A person decided: {@code result.getOutcome()} says which of the five it is. */
    record Decided(ApprovalResult result) implements ApprovalEnd {}

    /** It was withdrawn, or its task closed: {@code cancelled.getReason()} says why. */
    record Cancelled(com.pumpup.v1.Cancelled cancelled) implements ApprovalEnd {}

    /** Its deadline passed. */
    record TimedOut(com.pumpup.v1.TimedOut timedOut) implements ApprovalEnd {}
}
