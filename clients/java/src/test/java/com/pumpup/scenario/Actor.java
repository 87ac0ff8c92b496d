package com.pumpup.scenario;

import static com.pumpup.Messages.approve;
import static com.pumpup.Messages.bid;
import static com.pumpup.Messages.context;
import static com.pumpup.Messages.struct;
import static com.pumpup.scenario.Stage.check;

import com.pumpup.ApprovalEnd;
import com.pumpup.Pumpup;
import com.pumpup.PumpupException;
import com.pumpup.v1.ApprovalResult;
import com.pumpup.v1.ApprovalsCreateRequest;
import com.pumpup.v1.OutcomeBid;
import com.pumpup.v1.Task;
import com.pumpup.v1.TaskStatus;
import com.pumpup.v1.TasksCreateRequest;
import com.pumpup.v1.TasksGetRequest;
import com.pumpup.v1.MetadataPatch;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What several steps do over a connection. */
record Actor(Pumpup pumpup) {
    /** How long a step may wait for anything. */
    static final Duration PATIENCE = Duration.ofSeconds(18);
    static final OutcomeBid LEAN = bid(approve(""), 0.8, "Tracking shows a loss.");

    Task task() {
        return pumpup.tasks().create(TasksCreateRequest.newBuilder().setProjectName("general").setName("java " + UUID.randomUUID()).build())
                .getTask();
    }

    /** Asks for an approval on a new task. */
    String approval(String summary) {
        return pumpup.approvals().create(ApprovalsCreateRequest.newBuilder()
                .setProjectName("general").setTaskId(task().getId()).setSummary(summary).build()).getEventId();
    }

    /** Watches an approval, plays beside it once nobody has decided yet, and is what was decided. */
    ApprovalResult decision(String id, Runnable play) {
        var played = new CompletableFuture<Void>();
        var begun = new boolean[1];
        var end = pumpup.watchApproval(id, PATIENCE, pending -> {
            if (!begun[0]) {
                begun[0] = true;
                CompletableFuture.runAsync(play).whenComplete((nothing, failed) -> {
                    if (failed == null) {
                        played.complete(null);
                    } else {
                        played.completeExceptionally(failed);
                    }
                });
            }
        });
        try {
            if (begun[0]) {
                played.join();
            }
        } catch (CompletionException failed) {
            throw new Stage.Failure(String.valueOf(failed.getCause()));
        }
        check(end instanceof ApprovalEnd.Decided, "expected decided, got %s", end);
        return ((ApprovalEnd.Decided) end).result();
    }

    /** The task and the approval of the step create; the approval's id. */
    String refund() {
        var metadata = struct(Map.of("claim", "C-1029", "amount", 240));
        var task = pumpup.tasks().create(TasksCreateRequest.newBuilder()
                .setProjectName("general").setName("refund " + UUID.randomUUID()).setExternalId("order-" + UUID.randomUUID())
                .setMetadataPatch(MetadataPatch.newBuilder().setSet(metadata)).build()).getTask();
        var context = context("Claim", "C-1029", "Amount", "$240", "Reason", "Lost parcel");
        var id = pumpup.approvals().create(ApprovalsCreateRequest.newBuilder()
                .setProjectName("general").setTaskId(task.getId()).setSummary("Refund $240 on claim C-1029")
                .addAllKeyValueContext(context).setRecommendation(LEAN).build()).getEventId();
        var read = pumpup.tasks().get(TasksGetRequest.newBuilder().setId(task.getId()).build());
        check(read.getTask().getStatus() == TaskStatus.TASK_STATUS_WAITING, "the task is %s", read.getTask().getStatus());
        check(read.getTask().getExternalId().equals(task.getExternalId()) && !task.getExternalId().isEmpty(), "the task is %s", task);
        check(read.getTask().getMetadata().equals(metadata), "the metadata is %s", read.getTask().getMetadata());
        check(read.getOpenRequestsCount() == 1 && read.getOpenRequests(0).getId().equals(id), "open are %s", read.getOpenRequestsList());
        check(read.getOpenRequests(0).getKeyValueContextList().equals(context), "the context is %s", read.getOpenRequests(0));
        return id;
    }

    /** What is thrown, which has to be ours, of that class and for that reason. */
    static <E extends PumpupException> E refused(Class<E> family, String reason, Stage.Step play) {
        try {
            play.play();
        } catch (PumpupException thrown) {
            check(family.isInstance(thrown) && thrown.reason().equals(reason), "expected %s for %s, got %s", family, reason, thrown);
            return family.cast(thrown);
        } catch (Exception foreign) {
            throw new Stage.Failure("expected %s for %s, got %s".formatted(family, reason, foreign));
        }
        throw new Stage.Failure("nothing was thrown where %s was expected".formatted(reason));
    }
}
