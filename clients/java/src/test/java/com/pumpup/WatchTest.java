package com.pumpup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
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
    void anEndThatIsNotKnownIsAnErrorAtOnce() throws Exception {
        var service = new Approvals(out -> {
            out.onNext(PENDING);
            out.onNext(ApprovalsWatchResultResponse.getDefaultInstance());
            out.onCompleted();
        });
        try (var scripted = new Scripted(service)) {
            var thrown = assertThrows(PumpupException.class, () -> scripted.pumpup.watchApproval("r1"));
            assertTrue(thrown.sentence().endsWith("does not know: use a newer one."), thrown.sentence());
        }
        assertEquals(1, service.opened.get());
    }

    @Test
    void itEndsWithItsConnection() throws Exception {
        try (var scripted = new Scripted(new Approvals(out -> out.onNext(PENDING)))) {
            for (var when : List.of("while it is watched", "before")) {
                var thrown = assertThrows(PumpupException.class,
                        () -> scripted.pumpup.watchApproval("r1", Duration.ofSeconds(10), pending -> scripted.pumpup.close()), when);
                assertEquals("The connection was closed by this program.", thrown.sentence(), when);
            }
        }
    }

    @Test
    void whoEndsEveryWatchIsLeftInPeaceForLongerAndLonger() throws Exception {
        var service = new Approvals(out -> {
            out.onNext(PENDING);
            out.onCompleted();
        });
        try (var scripted = new Scripted(service)) {
            assertThrows(PumpupTimeoutException.class, () -> scripted.pumpup.watchApproval("r1", Duration.ofSeconds(2)));
        }
        // The pauses are 0.05 to 0.1 seconds, then 0.1 to 0.2, and so on: the sixth watch comes after 1.55 at the soonest.
        assertTrue(service.opened.get() <= 6, service.opened + " watches were opened");
    }

    @Test
    void troubleWithTlsEndsOneThatWasNeverHeardOnly() throws Exception {
        var expired = PumpupException.ofFamily(
                PumpupException.Particulars.own(Status.Code.UNAVAILABLE, "", "The certificate has expired.", true, null));
        var service = new Approvals(out -> {
            out.onNext(PENDING);
            out.onCompleted();
        }, out -> out.onNext(DECIDED));
        try (var scripted = new Scripted(service)) {
            var way = new Way("test:50051");
            way.over(scripted.pumpup.channel());
            var stub = ApprovalsGrpc.newBlockingV2Stub(scripted.pumpup.channel());
            var attempts = new AtomicInteger();
            try (var heard = new Resuming<ApprovalsWatchResultResponse>(way, Resuming.SILENCE, "a decision", () -> {
                if (attempts.incrementAndGet() == 2) {
                    throw Status.UNAVAILABLE.withCause(expired).asRuntimeException();
                }
                return stub.watchResult(ApprovalsWatchResultRequest.getDefaultInstance());
            })) {
                assertEquals(PENDING, heard.next());
                assertEquals(DECIDED, heard.next());
            }
            assertEquals(3, attempts.get());
            try (var never = new Resuming<ApprovalsWatchResultResponse>(way, Resuming.SILENCE, "a decision", () -> {
                throw Status.UNAVAILABLE.withCause(expired).asRuntimeException();
            })) {
                assertSame(expired, assertThrows(PumpupException.class, never::next));
            }
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
