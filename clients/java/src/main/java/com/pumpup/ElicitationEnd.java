package com.pumpup;

import com.pumpup.v1.ElicitationResult;

/** How an elicitation ended. Exactly one of the three; only the first has answers. */
public sealed interface ElicitationEnd {
    /** A person answered: {@code result.getAnswersMap()} by field id. */
    record Answered(ElicitationResult result) implements ElicitationEnd {}

    /** It was withdrawn, or its task closed: {@code cancelled.getReason()} says why. */
    record Cancelled(com.pumpup.v1.Cancelled cancelled) implements ElicitationEnd {}

    /** Its deadline passed. */
    record TimedOut(com.pumpup.v1.TimedOut timedOut) implements ElicitationEnd {}
}
