package com.pumpup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import com.pumpup.v1.ApprovalsGetResultRequest;
import com.pumpup.v1.ApprovalsGetResultResponse;
import com.pumpup.v1.ApprovalsGrpc;
import com.pumpup.v1.TasksCreateRequest;
import com.pumpup.v1.TasksCreateResponse;
import com.pumpup.v1.TasksGetRequest;
import com.pumpup.v1.TasksGetResponse;
import com.pumpup.v1.TasksGrpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallsTest {
    /** Remembers what came, and refuses whatever is asked for. */
    private static final class Tasks extends TasksGrpc.TasksImplBase {
        final List<String> keys = new ArrayList<>();
        long left;

        @Override
        public void create(TasksCreateRequest request, StreamObserver<TasksCreateResponse> out) {
            keys.add(request.getIdempotencyKey());
            left = Context.current().getDeadline().timeRemaining(TimeUnit.SECONDS);
            out.onNext(TasksCreateResponse.getDefaultInstance());
            out.onCompleted();
        }

        @Override
        public void get(TasksGetRequest request, StreamObserver<TasksGetResponse> out) {
            if (request.getId().equals("silent")) {
                return;
            }
            out.onError(Scripted.refusal(Status.Code.INVALID_ARGUMENT, Reason.INVALID_REQUEST, "summary is required (and 1 more)",
                    BadRequest.newBuilder()
                            .addFieldViolations(BadRequest.FieldViolation.newBuilder().setField("summary").setDescription("is required"))
                            .addFieldViolations(BadRequest.FieldViolation.newBuilder().setField("context[1].key").setDescription("repeats"))
                            .build(),
                    RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(2)).build()));
        }
    }

    private static TasksGetRequest get(String id) {
        return TasksGetRequest.newBuilder().setId(id).build();
    }

    @Test
    void everyWriteCarriesAKeyAndAnEnd() throws Exception {
        var service = new Tasks();
        try (var scripted = new Scripted(service)) {
            var mine = TasksCreateRequest.newBuilder().setName("refund").build();
            scripted.pumpup.tasks().create(mine);
            assertTrue(service.left > 20 && service.left <= 30, "by itself: " + service.left);
            scripted.pumpup.tasks().withDeadlineAfter(100, TimeUnit.SECONDS).create(mine);
            assertTrue(service.left > 90, "as the caller says: " + service.left);
            scripted.pumpup.tasks().create(mine.toBuilder().setIdempotencyKey("mine").build());
        }
        assertFalse(service.keys.get(0).isEmpty());
        assertNotEquals(service.keys.get(0), service.keys.get(1), "the same request another time is another write");
        assertEquals("mine", service.keys.get(2));
        var read = get("t1");
        assertSame(read, Calls.keyed(read), "what is no write stays as it is");
    }

    @Test
    void aBoundedWaitIsNotCutShort() throws Exception {
        var left = new long[1];
        var service = new ApprovalsGrpc.ApprovalsImplBase() {
            @Override
            public void getResult(ApprovalsGetResultRequest request, StreamObserver<ApprovalsGetResultResponse> out) {
                left[0] = Context.current().getDeadline().timeRemaining(TimeUnit.SECONDS);
                out.onNext(ApprovalsGetResultResponse.getDefaultInstance());
                out.onCompleted();
            }
        };
        try (var scripted = new Scripted(service)) {
            scripted.pumpup.approvals().getResult(ApprovalsGetResultRequest.getDefaultInstance());
        }
        assertTrue(left[0] > 50, "left are " + left[0]);
    }

    @Test
    void whatTheServerSaysIsAllThere() throws Exception {
        try (var scripted = new Scripted(new Tasks())) {
            var thrown = assertThrows(PumpupException.Invalid.class, () -> scripted.pumpup.tasks().get(get("t1")));
            assertEquals(Reason.INVALID_REQUEST, thrown.reason());
            assertEquals("summary is required (and 1 more)", thrown.sentence());
            assertEquals("r1", thrown.metadata().get("request_id"));
            assertEquals(List.of(new Violation("summary", "is required"), new Violation("context[1].key", "repeats")), thrown.violations());
            assertEquals(2, thrown.retryAfter().toSeconds());
            assertEquals("summary is required (and 1 more) [INVALID_REQUEST]\n  summary: is required\n  context[1].key: repeats",
                    thrown.getMessage());
            assertTrue(Stream.of(thrown.getStackTrace()).anyMatch(at -> at.getClassName().contains("CallsTest")), "it tells who called");
        }
    }

    @Test
    void damagedDetailsLeaveTheCodeAndTheSentence() {
        var key = Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
        var otherCode = com.google.rpc.Status.newBuilder().setCode(3).build().toByteArray();
        for (var damaged : List.of("no message".getBytes(StandardCharsets.UTF_8), otherCode)) {
            var trailers = new Metadata();
            trailers.put(key, damaged);
            var thrown = new Way("test:50051").explain(Status.NOT_FOUND.withDescription("There is no task t1."), trailers, null);
            assertInstanceOf(PumpupException.NotFound.class, thrown);
            assertEquals("There is no task t1.", thrown.sentence());
        }
    }

    @Test
    void otherStubsHoldTheSameException() throws Exception {
        try (var scripted = new Scripted(new Tasks())) {
            var future = TasksGrpc.newFutureStub(scripted.pumpup.channel()).get(get("t1"));
            var thrown = assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
            assertInstanceOf(PumpupException.Invalid.class, PumpupException.of(thrown));
        }
    }

    @Test
    void aCallThatIsTooSlowIsATimeOut() throws Exception {
        try (var scripted = new Scripted(new Tasks())) {
            var stub = scripted.pumpup.tasks().withDeadlineAfter(100, TimeUnit.MILLISECONDS);
            var thrown = assertThrows(PumpupTimeoutException.class, () -> stub.get(get("silent")));
            assertEquals("The server at test:50051 did not answer in time. A write may have taken effect all the same.", thrown.sentence());
        }
    }

    @Test
    void anInterruptEndsACall() throws Exception {
        try (var scripted = new Scripted(new Tasks())) {
            Thread.currentThread().interrupt();
            var thrown = assertThrows(PumpupException.class, () -> scripted.pumpup.tasks().get(get("silent")));
            assertTrue(Thread.interrupted());
            assertEquals(Status.Code.CANCELLED, thrown.code());
        }
    }
}
