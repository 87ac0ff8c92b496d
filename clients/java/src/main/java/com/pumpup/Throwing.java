package com.pumpup;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Has blocking stubs throw {@link PumpupException}. They can only throw gRPC's own exception for a status, but they let through what
 * is thrown while they send: so the answer is awaited there, and given to the stub after. It is for unary calls of blocking stubs only.
 */
final class Throwing implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (method.getType() != MethodType.UNARY) {
            return next.newCall(method, options);
        }
        // The stub's own executor runs nothing before the stub waits, which is too late here.
        return new Awaiting<>(next.newCall(method, options.withExecutor(Runnable::run)));
    }

    private static final class Awaiting<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private final CompletableFuture<Status> closed = new CompletableFuture<>();
        private Listener<A> stub;
        private Metadata headers;
        private Metadata trailers;
        private A answer;

        Awaiting(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> listener, Metadata sent) {
            stub = listener;
            super.start(new Listener<>() {
                @Override
                public void onHeaders(Metadata came) {
                    headers = came;
                }

                @Override
                public void onMessage(A message) {
                    answer = message;
                }

                @Override
                public void onClose(Status status, Metadata came) {
                    trailers = came;
                    closed.complete(status);
                }
            }, sent);
        }

        @Override
        public void halfClose() {
            super.halfClose();
            var status = closing();
            if (!status.isOk()) {
                var failure = PumpupException.of(status.asRuntimeException(trailers));
                failure.fillInStackTrace(); // It was made on gRPC's thread, which tells nobody where the call stands.
                throw failure;
            }
            if (headers != null) {
                stub.onHeaders(headers);
            }
            if (answer != null) {
                stub.onMessage(answer);
            }
            stub.onClose(status, trailers);
        }

        private Status closing() {
            try {
                return closed.get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                cancel("the thread was interrupted", interrupted);
                return closed.join();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("the future of a status only ever holds one", impossible);
            }
        }
    }
}
