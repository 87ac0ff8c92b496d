package com.pumpup;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What every call over the connection goes through, whichever stub makes it. It happens before gRPC's own retries. */
final class Calls implements ClientInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    /** The longest that GetResult may be asked to wait; its call may be quiet for that long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final String bearer;
    private final Duration timeout;
    private final Way way;

    Calls(String key, Duration timeout, Way way) {
        this.bearer = "Bearer " + key;
        this.timeout = timeout;
        this.way = way;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        var traced = limited(method, options).withStreamTracerFactory(way.attempts());
        return new SimpleForwardingClientCall<>(next.newCall(method, traced)) {
            private boolean begun;

            @Override
            public void start(Listener<A> listener, Metadata headers) {
                headers.put(AUTHORIZATION, bearer);
                super.start(new Explaining<>(listener), headers);
            }

            @Override
            public void sendMessage(Q message) {
                super.sendMessage(begun ? message : keyed(message));
                begun = true;
            }
        };
    }

    /** Every unary call has an end. */
    private CallOptions limited(MethodDescriptor<?, ?> method, CallOptions options) {
        if (method.getType() != MethodType.UNARY || options.getDeadline() != null || Context.current().getDeadline() != null) {
            return options;
        }
        var limit = "GetResult".equals(method.getBareMethodName()) ? timeout.plus(LONGEST_WAIT) : timeout;
        return options.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The message with an idempotency key, if it has a place for one that is empty. */
    @SuppressWarnings("unchecked") // A builder of a message builds one of that type.
    static <Q> Q keyed(Q request) {
        if (request instanceof Message message) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName("idempotency_key");
            if (field != null && "".equals(message.getField(field))) {
                return (Q) message.toBuilder().setField(field, UUID.randomUUID().toString()).build();
            }
        }
        return request;
    }

    /** Makes the exception of a status its cause, where every kind of stub finds it. */
    private final class Explaining<A> extends SimpleForwardingClientCallListener<A> {
        private Metadata headers;

        Explaining(ClientCall.Listener<A> listener) {
            super(listener);
        }

        @Override
        public void onHeaders(Metadata came) {
            headers = came;
            super.onHeaders(came);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            super.onClose(status.isOk() ? status : status.withCause(way.explain(status, trailers, headers)), trailers);
        }
    }
}
