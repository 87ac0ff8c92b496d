package com.pumpup;

import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a connection leads, and what was last seen to be wrong with it: gRPC's own errors seldom say either, least of all those of
 * deadlines that pass while it tries again.
 */
final class Way {
    /** How attempts end that do not get there; first bytes that are no HTTP/2 are INTERNAL to gRPC. */
    private static final Set<Status.Code> ON_THE_WAY = EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.INTERNAL, Status.Code.UNKNOWN);

    private final String address;
    private volatile ManagedChannel channel;
    private volatile String mistake;

    Way(String address) {
        this.address = address;
    }

    void over(ManagedChannel made) {
        channel = made;
    }

    /** Whether this program closed the connection; no watch comes back from that. */
    boolean closed() {
        return channel != null && channel.isShutdown();
    }

    /** Has the connection tried again now: after an outage gRPC would take its time, up to two minutes. */
    void hurry() {
        channel.resetConnectBackoff();
    }

    /** Looks at how each attempt of a call ends, those included that gRPC tries again. */
    ClientStreamTracer.Factory attempts() {
        return new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                return new ClientStreamTracer() {
                    @Override
                    public void inboundHeaders() {
                        mistake = null;
                    }

                    @Override
                    public void streamClosed(Status status) {
                        if (ON_THE_WAY.contains(status.getCode())) {
                            mistake = diagnosis(status);
                        }
                    }
                };
            }
        };
    }

    /** What is wrong with TLS, if that is what is wrong. */
    private String diagnosis(Status status) {
        var said = new StringBuilder().append(status.getDescription());
        for (var each = status.getCause(); each != null; each = each.getCause()) {
            said.append('\n').append(each.getMessage());
            if (each instanceof CertPathBuilderException) {
                return "The TLS certificate of " + address
                        + " comes from an authority that is not trusted here: name its certificate in PUMPUP_CA_CERT.";
            }
            if (each instanceof CertificateException && each.getCause() == null) {
                return "The TLS certificate of " + address + " is not accepted: " + each.getMessage();
            }
        }
        if (said.indexOf("not an SSL/TLS record") >= 0) {
            return "The server at " + address + " does not speak TLS: use http:// for it, or give it a certificate.";
        }
        // A server that expects TLS answers plaintext with an alert, whose first bytes these are.
        if (said.indexOf("not SETTINGS") >= 0 && said.indexOf("1503") >= 0) {
            return "The server at " + address + " speaks TLS: use https:// for it.";
        }
        return null;
    }

    /** The exception that a status is, with the address and the mistake in those that the server has no part in. */
    PumpupException explain(Status status, Metadata trailers, Metadata headers) {
        var read = Refusals.particulars(status, trailers, headers);
        var seen = mistake;
        var sentence = read.sentence();
        var code = read.code();
        var connected = channel != null && channel.getState(false) == ConnectivityState.READY;
        var mistaken = seen != null && !connected && !closed() && (ON_THE_WAY.contains(code) || code == Status.Code.DEADLINE_EXCEEDED);
        if (read.byServer()) {
            return PumpupException.ofFamily(read);
        } else if (closed()) {
            sentence = "The connection was closed by this program.";
        } else if (mistaken) {
            sentence = seen;
        } else if (code == Status.Code.UNAVAILABLE) {
            var why = read.cause() != null ? read.cause().getMessage() : sentence;
            sentence = "There is no way to the server at " + address + ": " + why + ". Is it running (pumpup serve), and is PUMPUP_URL right?";
        } else if (code == Status.Code.DEADLINE_EXCEEDED && !connected) {
            sentence = "Nothing answered at " + address + " in time. Is the server running there (pumpup serve), and is PUMPUP_URL right?";
        } else if (code == Status.Code.DEADLINE_EXCEEDED) {
            sentence = "The server at " + address + " did not answer in time. A write may have taken effect all the same.";
        } else if (code == Status.Code.RESOURCE_EXHAUSTED) {
            sentence += ". Send less at once, or ask for smaller pages.";
        }
        return PumpupException.ofFamily(new PumpupException.Particulars(
                code, read.reason(), sentence, read.metadata(), read.violations(), read.requestId(), read.retryAfter(), false,
                mistaken, read.cause()));
    }
}
