package com.pumpup;

/** Time ran out: that of a call or that of a wait. A request whose own deadline passed is none of these, but a {@code TimedOut}. */
public final class PumpupTimeoutException extends PumpupException {
    PumpupTimeoutException(Particulars particulars) {
        super(particulars);
    }
}
