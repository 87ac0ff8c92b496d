package com.pumpup;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every call to the server fails with. Decide by its {@link #reason} or by its class; print it to see the server's sentence and
 * the fault of every field.
 *
 * <pre>{@code
 * try {
 *     pumpup.approvals().create(request);
 * } catch (PumpupException.Conflict conflict) {
 *     if (conflict.reason().equals(Reason.REQUEST_ALREADY_OPEN)) {
 *         waitFor(conflict.metadata().get("request_id"));
 *     }
 * }
 * }</pre>
 *
 * Future and asynchronous stubs, and blocking ones that you make yourself, throw gRPC's own exceptions: {@link #of} finds this one.
 */
public class PumpupException extends RuntimeException {
    private final transient Particulars particulars;

    PumpupException(Particulars particulars) {
        super(particulars.text(), particulars.cause());
        this.particulars = particulars;
    }

    /** All that is known. Whether the server said it, and whether TLS met plaintext, decides if a watch tries again. */
    record Particulars(
            Status.Code code,
            String reason,
            String sentence,
            Map<String, String> metadata,
            List<Violation> violations,
            String requestId,
            Duration retryAfter,
            boolean byServer,
            boolean mistaken,
            Throwable cause) {

        /** Something that this client noticed by itself. */
        static Particulars own(Status.Code code, String reason, String sentence, boolean mistaken, Throwable cause) {
            return new Particulars(code, reason, sentence, Map.of(), List.of(), null, Duration.ZERO, false, mistaken, cause);
        }

        String text() {
            var text = new StringBuilder(sentence).append(" [").append(reason.isEmpty() ? code.name() : reason).append(']');
            if (requestId != null) {
                text.append(" (x-request-id ").append(requestId).append(')');
            }
            violations.forEach(each -> text.append("\n  ").append(each.field()).append(": ").append(each.description()));
            return text.toString();
        }
    }

    /** The exception that gRPC's exception stands for, whichever stub threw it. */
    public static PumpupException of(Throwable thrown) {
        for (var each = thrown; each != null; each = each.getCause()) {
            if (each instanceof PumpupException already) {
                return already;
            }
        }
        return Refusals.read(Status.fromThrowable(thrown), Status.trailersFromThrowable(thrown), null);
    }

    /** The exception of the family that a code belongs to. */
    static PumpupException ofFamily(Particulars particulars) {
        return switch (particulars.code()) {
            case DEADLINE_EXCEEDED -> new PumpupTimeoutException(particulars);
            case INVALID_ARGUMENT -> new Invalid(particulars);
            case UNAUTHENTICATED -> new Unauthenticated(particulars);
            case PERMISSION_DENIED -> new PermissionDenied(particulars);
            case NOT_FOUND -> new NotFound(particulars);
            case ALREADY_EXISTS, FAILED_PRECONDITION -> new Conflict(particulars);
            case RESOURCE_EXHAUSTED -> new LimitExceeded(particulars);
            case UNAVAILABLE -> new Unavailable(particulars);
            default -> new PumpupException(particulars);
        };
    }

    /** The stable reason, one of {@link Reason}; empty where neither the server nor this client knows one. */
    public String reason() {
        return particulars.reason();
    }

    /** gRPC's code. */
    public Status.Code code() {
        return particulars.code();
    }

    /** The sentence alone: what was wrong, and what would be right. {@link #getMessage} adds the rest. */
    public String sentence() {
        return particulars.sentence();
    }

    /** Particulars of the reason, for example who decided. */
    public Map<String, String> metadata() {
        return particulars.metadata();
    }

    /** The faults of a request, field by field. */
    public List<Violation> violations() {
        return particulars.violations();
    }

    /** The id under which the call is in the server's log, if it got there. */
    public Optional<String> requestId() {
        return Optional.ofNullable(particulars.requestId());
    }

    /** How long the server asks to wait before another try; zero if it does not. */
    public Duration retryAfter() {
        return particulars.retryAfter();
    }

    /** Whether another try may help: after what happened on the way to the server, but not after its refusals. */
    boolean passes() {
        if (particulars.byServer()) {
            return code() == Status.Code.UNAVAILABLE || !retryAfter().isZero();
        }
        return switch (code()) {
            case UNAVAILABLE, INTERNAL, UNKNOWN, CANCELLED, ABORTED, DEADLINE_EXCEEDED -> !particulars.mistaken();
            default -> false;
        };
    }

    /** Whether TLS is spoken to plaintext, or the other way round, or to somebody who is not trusted. */
    boolean mistaken() {
        return particulars.mistaken();
    }

    /** What the server says is nothing that this version knows. */
    static PumpupException newer(String id) {
        return ofFamily(Particulars.own(Status.Code.UNIMPLEMENTED, "",
                "The server says something of " + id + " that this version of the client does not know: use a newer one.", false, null));
    }

    /** The request is wrong, and stays so: {@link #violations} say where. */
    public static final class Invalid extends PumpupException {
        Invalid(Particulars particulars) {
            super(particulars);
        }
    }

    /** The key is missing, wrong, revoked or expired. */
    public static final class Unauthenticated extends PumpupException {
        Unauthenticated(Particulars particulars) {
            super(particulars);
        }
    }

    /** The key is right, but may not do this. */
    public static final class PermissionDenied extends PumpupException {
        PermissionDenied(Particulars particulars) {
            super(particulars);
        }
    }

    /** What was named is not there. */
    public static final class NotFound extends PumpupException {
        NotFound(Particulars particulars) {
            super(particulars);
        }
    }

    /** What is there already, or how it stands, is in the way: {@link #metadata} says what. */
    public static final class Conflict extends PumpupException {
        Conflict(Particulars particulars) {
            super(particulars);
        }
    }

    /** Too many, too large, or too fast. */
    public static final class LimitExceeded extends PumpupException {
        LimitExceeded(Particulars particulars) {
            super(particulars);
        }
    }

    /** The server is away, or cannot be reached. */
    public static final class Unavailable extends PumpupException {
        Unavailable(Particulars particulars) {
            super(particulars);
        }
    }
}
