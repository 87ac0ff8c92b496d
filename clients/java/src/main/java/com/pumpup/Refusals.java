package com.pumpup;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads statuses and their details. Where they come from and what to say of that is {@link Way}'s. */
final class Refusals {
    private static final Metadata.Key<String> REQUEST_ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private Refusals() {}

    /** The exception that a status is; headers may be absent, as both may. */
    static PumpupException read(Status status, Metadata trailers, Metadata headers) {
        return PumpupException.ofFamily(particulars(status, trailers, headers));
    }

    static PumpupException.Particulars particulars(Status status, Metadata trailers, Metadata headers) {
        String reason = null;
        Map<String, String> metadata = Map.of();
        List<Violation> violations = new ArrayList<>();
        var retryAfter = Duration.ZERO;
        try {
            for (Any detail : StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    var info = detail.unpack(ErrorInfo.class);
                    reason = info.getReason();
                    metadata = Map.copyOf(info.getMetadataMap());
                } else if (detail.is(BadRequest.class)) {
                    for (var each : detail.unpack(BadRequest.class).getFieldViolationsList()) {
                        violations.add(new Violation(each.getField(), each.getDescription()));
                    }
                } else if (detail.is(RetryInfo.class)) {
                    var delay = detail.unpack(RetryInfo.class).getRetryDelay();
                    retryAfter = Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
                }
            }
        } catch (InvalidProtocolBufferException | IllegalArgumentException damaged) { // Which one depends on where it is damaged.
            // The code and the sentence are there all the same, and say more than that a proxy damaged the rest.
            violations.clear();
        }
        var sentence = status.getDescription() != null ? status.getDescription() : whatWasThrown(status);
        return new PumpupException.Particulars(
                status.getCode(),
                reason != null ? reason : ownReason(status.getCode()),
                sentence,
                metadata,
                List.copyOf(violations),
                requestId(headers, trailers),
                retryAfter,
                reason != null,
                false,
                status.getCause());
    }

    private static String whatWasThrown(Status status) {
        return status.getCause() != null ? String.valueOf(status.getCause().getMessage()) : status.getCode().name();
    }

    private static String ownReason(Status.Code code) {
        return switch (code) {
            case DEADLINE_EXCEEDED -> Reason.DEADLINE_EXCEEDED;
            case UNAVAILABLE -> Reason.UNAVAILABLE;
            default -> "";
        };
    }

    private static String requestId(Metadata headers, Metadata trailers) {
        var inHeaders = headers != null ? headers.get(REQUEST_ID) : null;
        return inHeaders != null || trailers == null ? inHeaders : trailers.get(REQUEST_ID);
    }
}
