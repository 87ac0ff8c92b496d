package com.pumpup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pumpup.v1.ApprovalResult;
import com.pumpup.v1.ApprovalsGrpc;
import com.pumpup.v1.ApprovalsWatchResultRequest;
import com.pumpup.v1.ApprovalsWatchResultResponse;
import com.pumpup.v1.Event;
import com.pumpup.v1.Pending;
import com.pumpup.v1.TasksGrpc;
import com.pumpup.v1.TasksWatchEventsRequest;
import com.pumpup.v1.TasksWatchEventsResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class WatchTest {
    private static final ApprovalsWatchResultResponse PENDING =
            ApprovalsWatchResultResponse.newBuilder().setPending(Pending.getDefaultInstance()).build();
    private static final ApprovalsWatchResultResponse DECIDED = ApprovalsWatchResultResponse.newBuilder()
            .setDecided(ApprovalResult.newBuilder().setEventId("e1").setOutcome(Messages.reject("No."))).build();

    /** How one watch goes. */
    interface Play extends Consumer<StreamObserver<ApprovalsWatchResultResponse>> {}

    /** Plays one watch after the other, the last one again and again. */
    private static final class Approvals extends ApprovalsGrpc.ApprovalsImplBase {
        final AtomicInteger opened = new AtomicInteger();
        private final List<Play> script;

        Approvals(Play... script) {
            this.script = List.of(script);
        }

        @Override
        public void watchResult(ApprovalsWatchResultRequest request, StreamObserver<ApprovalsWatchResultResponse> out) {
            script.get(Math.min(opened.getAndIncrement(), script.size() - 1)).accept(out);
        }
    }

    static Stream<Arguments> breaks() {
        return Stream.<Arguments>of(
                broken("unavailable", out -> out.onError(Status.UNAVAILABLE.asRuntimeException())),
                broken("draining", out -> out.onError(Scripted.refusal(Status.Code.UNAVAILABLE, Reason.DRAINING, "come back"))),
                broken("reset by a proxy", out -> out.onError(Status.INTERNAL.asRuntimeException())),
                broken("an end without an end", StreamObserver::onCompleted),
                broken("an arm of the future", out -> {
                    out.onNext(ApprovalsWatchResultResponse.getDefaultInstance());
                    out.onCompleted();
                }),
                broken("silence", out -> {}));
    }

    private static Arguments broken(String name, Play end) {
        return Arguments.of(name, (Play) out -> {
            out.onNext(PENDING);
            end.accept(out);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void goesOnUntilThereIsAnEnd(String name, Play broken) throws Exception {
        var service = new Approvals(broken, broken, out -> {
            out.onNext(DECIDED);
            out.onCompleted();
        });
        var heard = new AtomicInteger();
        try (var scripted = new Scripted(service)) {
            var end = scripted.pumpup.watchApproval("r1", null, pending -> heard.incrementAndGet());
            assertEquals(new ApprovalEnd.Decided(DECIDED.getDecided()), end);
        }
        assertEquals(3, service.opened.get());
        assertEquals(2, heard.get());
    }

    @Test
    void aRefusalEndsItAtOnce() throws Exception {
        for (var code : List.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED, Status.Code.NOT_FOUND, Status.Code.INTERNAL)) {
            var service = new Approvals(out -> out.onError(Scripted.refusal(code, "SOME_REASON", "no")));
            try (var scripted = new Scripted(service)) {
                var thrown = assertThrows(PumpupException.class, () -> scripted.pumpup.watchApproval("r1"));
                assertEquals("SOME_REASON", thrown.reason());
            }
            assertEquals(1, service.opened.get());
        }
    }

    @Test
    void aWaitThatEndsIsATimeOutWhateverTheConnectionDid() throws Exception {
        for (Play play : List.<Play>of(out -> out.onNext(PENDING), out -> out.onError(Status.UNAVAILABLE.asRuntimeException()))) {
            try (var scripted = new Scripted(new Approvals(play))) {
                var thrown = assertThrows(PumpupTimeoutException.class, () -> scripted.pumpup.watchApproval("r1", Duration.ofMillis(300)));
                assertEquals(Reason.DEADLINE_EXCEEDED, thrown.reason());
            }
        }
    }

    @Test
    void anInterruptCancelsIt() throws Exception {
        var heard = new CountDownLatch(1);
        try (var scripted = new Scripted(new Approvals(out -> out.onNext(PENDING)))) {
            var ended = new CompletableFuture<PumpupException>();
            var waiting = new Thread(() -> {
                try {
                    scripted.pumpup.watchApproval("r1", null, pending -> heard.countDown());
                } catch (PumpupException cancelled) {
                    assertTrue(Thread.currentThread().isInterrupted());
                    ended.complete(cancelled);
                }
            });
            waiting.start();
            assertTrue(heard.await(10, TimeUnit.SECONDS));
            waiting.interrupt();
            assertEquals(Status.Code.CANCELLED, ended.get(10, TimeUnit.SECONDS).code());
        }
    }

    /** A timeline without end, that breaks after every other event. */
    private static final class Timelines extends TasksGrpc.TasksImplBase {
        @Override
        public void watchEvents(TasksWatchEventsRequest request, StreamObserver<TasksWatchEventsResponse> out) {
            var from = request.getCursor().isEmpty() ? 0 : Integer.parseInt(request.getCursor());
            var cursor = String.valueOf(from + 2);
            out.onNext(TasksWatchEventsResponse.newBuilder().setCursor(cursor)
                    .addEvents(Event.newBuilder().setSequence(from + 1)).addEvents(Event.newBuilder().setSequence(from + 2)).build());
            out.onNext(TasksWatchEventsResponse.newBuilder().setCursor(cursor).build());
            out.onError(Status.UNAVAILABLE.asRuntimeException());
        }
    }

    @Test
    void eventsComeOnceOverBrokenConnections() throws Exception {
        List<Long> sequences = new ArrayList<>();
        try (var scripted = new Scripted(new Timelines());
                var events = scripted.pumpup.watchEvents(TasksWatchEventsRequest.newBuilder().setTaskId("t1").build())) {
            while (sequences.size() < 7) {
                sequences.add(events.next().getSequence());
            }
            assertEquals("6", events.cursor(), "the eighth was not handed out");
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), sequences);
    }

    @Test
    void closingEndsALoopThatWaits() throws Exception {
        var opened = new CountDownLatch(1);
        var silent = new TasksGrpc.TasksImplBase() {
            @Override
            public void watchEvents(TasksWatchEventsRequest request, StreamObserver<TasksWatchEventsResponse> out) {
                opened.countDown();
            }
        };
        try (var scripted = new Scripted(silent)) {
            var events = scripted.pumpup.watchEvents(TasksWatchEventsRequest.newBuilder().setTaskId("t1").build());
            var more = CompletableFuture.supplyAsync(events::hasNext);
            assertTrue(opened.await(10, TimeUnit.SECONDS));
            events.close();
            assertFalse(more.get(10, TimeUnit.SECONDS));
        }
    }
}
