package com.pumpup;

import com.pumpup.v1.AccessGrpc;
import com.pumpup.v1.ApprovalsGrpc;
import com.pumpup.v1.ApprovalsWatchResultRequest;
import com.pumpup.v1.ElicitationsGrpc;
import com.pumpup.v1.ElicitationsWatchResultRequest;
import com.pumpup.v1.Event;
import com.pumpup.v1.InboxGrpc;
import com.pumpup.v1.Pending;
import com.pumpup.v1.Project;
import com.pumpup.v1.ProjectsGrpc;
import com.pumpup.v1.ProjectsListRequest;
import com.pumpup.v1.Task;
import com.pumpup.v1.TasksGrpc;
import com.pumpup.v1.TasksListEventsRequest;
import com.pumpup.v1.TasksListRequest;
import com.pumpup.v1.TasksWatchEventsRequest;
import com.pumpup.v1.Upload;
import com.pumpup.v1.UploadsGrpc;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A connection to a Pump Up server: the generated stubs over a channel that carries the key, retries and sets deadlines, and what
 * stubs cannot do: waits that outlast restarts of the server, pages, files.
 *
 * <pre>{@code
 * try (var pumpup = Pumpup.connect()) { // PUMPUP_API_KEY and PUMPUP_URL
 *     var id = pumpup.approvals().create(request).getEventId();
 *     var end = pumpup.watchApproval(id);
 *     if (end instanceof ApprovalEnd.Decided decided) {
 *         System.out.println(decided.result().getOutcome().getKindCase());
 *     }
 * }
 * }</pre>
 *
 * It may be used by many threads at once. An interrupt ends whatever waits, with a {@link PumpupException} of the code CANCELLED.
 */
public final class Pumpup implements AutoCloseable {
    private final ManagedChannel channel;
    private final Way way;
    private final Duration silence;
    private final Transfers transfers;

    Pumpup(ManagedChannel channel, Way way, Duration silence) {
        this.channel = channel;
        this.way = way;
        this.silence = silence;
        transfers = new Transfers(channel);
        way.over(channel);
    }

    /** Connects as the environment says: PUMPUP_API_KEY, PUMPUP_URL (http://127.0.0.1:50051 if not set), PUMPUP_CA_CERT. */
    public static Pumpup connect() {
        return builder().build();
    }

    /** Connects otherwise than the environment says. */
    public static PumpupBuilder builder() {
        return new PumpupBuilder();
    }

    /**
     * The channel, for asynchronous and future stubs: {@code TasksGrpc.newStub(pumpup.channel())}. What they throw is gRPC's own;
     * {@link PumpupException#of} finds ours in it.
     */
    public ManagedChannel channel() {
        return channel;
    }

    /** Who the caller is; people, agents and keys. */
    public AccessGrpc.AccessBlockingStub access() {
        return AccessGrpc.newBlockingStub(channel).withInterceptors(new Throwing());
    }

    /** Approvals: a person signs off on an action, or does not. */
    public ApprovalsGrpc.ApprovalsBlockingStub approvals() {
        return ApprovalsGrpc.newBlockingStub(channel).withInterceptors(new Throwing());
    }

    /** Elicitations: a person supplies what an agent cannot find out. */
    public ElicitationsGrpc.ElicitationsBlockingStub elicitations() {
        return ElicitationsGrpc.newBlockingStub(channel).withInterceptors(new Throwing());
    }

    /** What waits for people; for people. */
    public InboxGrpc.InboxBlockingStub inbox() {
        return InboxGrpc.newBlockingStub(channel).withInterceptors(new Throwing());
    }

    /** Projects and the steps of their tasks. */
    public ProjectsGrpc.ProjectsBlockingStub projects() {
        return ProjectsGrpc.newBlockingStub(channel).withInterceptors(new Throwing());
    }

    /** Tasks and their timelines. */
    public TasksGrpc.TasksBlockingStub tasks() {
        return TasksGrpc.newBlockingStub(channel).withInterceptors(new Throwing());
    }

    /** What is known about uploads; {@link #upload} and {@link #download} move their bytes. */
    public UploadsGrpc.UploadsBlockingStub uploads() {
        return UploadsGrpc.newBlockingStub(channel).withInterceptors(new Throwing());
    }

    /** Waits for the end of an approval, however long a person takes and however often the connection breaks. */
    public ApprovalEnd watchApproval(String id) {
        return watchApproval(id, null, pending -> {});
    }

    /** The same for so long at most; {@link PumpupTimeoutException} then. */
    public ApprovalEnd watchApproval(String id, Duration timeout) {
        return watchApproval(id, timeout, pending -> {});
    }

    /**
     * The same, and tells whenever the server says that nobody has decided yet: at once, after every new connection, and every 15
     * seconds.
     *
     * @param timeout null to wait for as long as it takes
     */
    public ApprovalEnd watchApproval(String id, Duration timeout, Consumer<Pending> onPending) {
        var request = ApprovalsWatchResultRequest.newBuilder().setId(id).build();
        var stub = ApprovalsGrpc.newBlockingV2Stub(channel);
        var end = after(timeout);
        try (var messages = new Resuming<>(way, silence, "a decision on " + id, () -> stub.watchResult(request))) {
            while (true) {
                var message = messages.next(end);
                switch (message.getStateCase()) {
                    case DECIDED -> {
                        return new ApprovalEnd.Decided(message.getDecided());
                    }
                    case CANCELLED -> {
                        return new ApprovalEnd.Cancelled(message.getCancelled());
                    }
                    case TIMED_OUT -> {
                        return new ApprovalEnd.TimedOut(message.getTimedOut());
                    }
                    case PENDING -> onPending.accept(message.getPending());
                    case STATE_NOT_SET -> throw PumpupException.newer(id); // All but pending are final: there is nothing to wait for.
                }
            }
        }
    }

    /** Waits for the end of an elicitation, however long a person takes and however often the connection breaks. */
    public ElicitationEnd watchElicitation(String id) {
        return watchElicitation(id, null, pending -> {});
    }

    /** The same for so long at most; {@link PumpupTimeoutException} then. */
    public ElicitationEnd watchElicitation(String id, Duration timeout) {
        return watchElicitation(id, timeout, pending -> {});
    }

    /**
     * The same, and tells whenever the server says that nobody has answered yet.
     *
     * @param timeout null to wait for as long as it takes
     */
    public ElicitationEnd watchElicitation(String id, Duration timeout, Consumer<Pending> onPending) {
        var request = ElicitationsWatchResultRequest.newBuilder().setId(id).build();
        var stub = ElicitationsGrpc.newBlockingV2Stub(channel);
        var end = after(timeout);
        try (var messages = new Resuming<>(way, silence, "answers to " + id, () -> stub.watchResult(request))) {
            while (true) {
                var message = messages.next(end);
                switch (message.getStateCase()) {
                    case ANSWERED -> {
                        return new ElicitationEnd.Answered(message.getAnswered());
                    }
                    case CANCELLED -> {
                        return new ElicitationEnd.Cancelled(message.getCancelled());
                    }
                    case TIMED_OUT -> {
                        return new ElicitationEnd.TimedOut(message.getTimedOut());
                    }
                    case PENDING -> onPending.accept(message.getPending());
                    case STATE_NOT_SET -> throw PumpupException.newer(id); // All but pending are final: there is nothing to wait for.
                }
            }
        }
    }

    private static Long after(Duration timeout) {
        return timeout == null ? null : System.nanoTime() + timeout.toNanos();
    }

    /** Follows a task's timeline live, from the request's cursor on. Close it to stop. */
    public EventStream watchEvents(TasksWatchEventsRequest request) {
        var cursor = new EventStream.Cursor(request.getCursor());
        var stub = TasksGrpc.newBlockingV2Stub(channel);
        return new EventStream(cursor, new Resuming<>(way, silence, "more events on " + request.getTaskId(),
                () -> stub.watchEvents(request.toBuilder().setCursor(cursor.value).build())));
    }

    /** The tasks that the request asks for, newest first, page by page as they are needed. */
    public Iterable<Task> allTasks(TasksListRequest request) {
        return new Pages<>(request.getPageToken(), token -> {
            var page = tasks().list(request.toBuilder().setPageToken(token).build());
            return new Pages.Page<>(page.getTasksList(), unlessEmpty(page.getNextPageToken()));
        });
    }

    /** The projects that the request asks for in the order of their making, page by page as they are needed. */
    public Iterable<Project> allProjects(ProjectsListRequest request) {
        return new Pages<>(request.getPageToken(), token -> {
            var page = projects().list(request.toBuilder().setPageToken(token).build());
            return new Pages.Page<>(page.getProjectsList(), unlessEmpty(page.getNextPageToken()));
        });
    }

    /** The timeline from the request's cursor to its present end, oldest first, page by page as they are needed. */
    public Iterable<Event> allEvents(TasksListEventsRequest request) {
        return new Pages<>(request.getCursor(), cursor -> {
            var page = tasks().listEvents(request.toBuilder().setCursor(cursor).build());
            return new Pages.Page<>(page.getEventsList(), page.getEventsCount() == 0 ? null : page.getNextCursor());
        });
    }

    private static String unlessEmpty(String token) {
        return token.isEmpty() ? null : token;
    }

    /** Sends a file under its own name; anew if the server goes away meanwhile. Attach it to a task by an action. */
    public Upload upload(Path file) throws IOException {
        return transfers.upload(file);
    }

    /** Sends what a stream holds under a name. The stream is read to its end, and left open. */
    public Upload upload(String name, InputStream from) throws IOException {
        return transfers.upload(UUID.randomUUID().toString(), name, from);
    }

    /** Writes the bytes of an upload, and says how many there were. The stream is left open. */
    public long download(String id, OutputStream into) throws IOException {
        return transfers.download(id, into);
    }

    /** Ends the connection, and whatever goes on over it. */
    @Override
    public void close() {
        channel.shutdownNow();
    }
}
