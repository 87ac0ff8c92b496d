package com.pumpup.scenario;

import static com.pumpup.Messages.struct;
import static com.pumpup.scenario.Stage.check;

import com.google.protobuf.Timestamp;
import com.pumpup.ApprovalEnd;
import com.pumpup.v1.ApprovalsCancelRequest;
import com.pumpup.v1.ApprovalsCreateRequest;
import com.pumpup.v1.Attachment;
import com.pumpup.v1.EventType;
import com.pumpup.v1.MetadataPatch;
import com.pumpup.v1.TasksAddNoteRequest;
import com.pumpup.v1.TasksCreateRequest;
import com.pumpup.v1.TasksGetRequest;
import com.pumpup.v1.TasksListEventsRequest;
import com.pumpup.v1.TasksListRequest;
import com.pumpup.v1.TasksRecordActionRequest;
import com.pumpup.v1.TasksRecordExceptionRequest;
import com.pumpup.v1.TasksWatchEventsRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Files, pages, timelines, and requests that end without a decision. */
final class RecordSteps {
    private final Stage stage;
    private final Actor me;

    RecordSteps(Stage stage, Actor me) {
        this.stage = stage;
        this.me = me;
    }

    void play() {
        stage.step("upload", this::upload);
        stage.step("pages", this::pages);
        stage.step("timeline", this::timeline);
        stage.step("deadline", () -> {
            var soon = Instant.now().plusSeconds(1);
            var id = me.pumpup().approvals().create(ApprovalsCreateRequest.newBuilder()
                    .setProjectName("general").setTaskId(me.task().getId()).setSummary("Quick!")
                    .setDeadline(Timestamp.newBuilder().setSeconds(soon.getEpochSecond()).setNanos(soon.getNano())).build()).getEventId();
            var end = me.pumpup().watchApproval(id, Actor.PATIENCE);
            check(end instanceof ApprovalEnd.TimedOut, "expected timed out, got %s", end);
        });
        stage.step("cancel", () -> {
            var id = me.approval("May I?");
            me.pumpup().approvals().cancel(ApprovalsCancelRequest.newBuilder().setId(id).setReason("Parcel turned up").build());
            var end = me.pumpup().watchApproval(id, Actor.PATIENCE);
            check(end instanceof ApprovalEnd.Cancelled it && it.cancelled().getReason().equals("Parcel turned up"), "it ended with %s", end);
        });
    }

    private void upload() throws Exception {
        var pumpup = me.pumpup();
        var content = new byte[700_000];
        new Random().nextBytes(content);
        var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        var folder = Files.createTempDirectory("pumpup");
        var file = Files.write(folder.resolve("photos.bin"), content);
        var fromPath = pumpup.upload(file);
        var fromStream = pumpup.upload("photos.bin", new ByteArrayInputStream(content));
        Files.delete(file);
        Files.delete(folder);
        for (var each : List.of(fromPath, fromStream)) {
            check(each.getSize() == 700_000 && each.getSha256().equals(sha256), "the upload is %s", each);
            check(each.getFileName().equals("photos.bin"), "its name is %s", each.getFileName());
        }
        var task = me.task().getId();
        pumpup.tasks().recordAction(TasksRecordActionRequest.newBuilder().setTaskId(task).setDescription("Photos came in.")
                .addAddAttachments(Attachment.newBuilder().setLabel("photos.bin").setUploadId(fromPath.getId())).build());
        var attached = pumpup.tasks().get(TasksGetRequest.newBuilder().setId(task).build()).getTask().getAttachmentsList();
        check(attached.size() == 1 && attached.get(0).getLabel().equals("photos.bin"), "attached are %s", attached);
        var back = new ByteArrayOutputStream();
        var written = pumpup.download(attached.get(0).getUploadId(), back);
        check(written == 700_000 && Arrays.equals(back.toByteArray(), content), "%d other bytes came back", written);
    }

    private void pages() {
        var name = "pages " + UUID.randomUUID();
        List<String> want = new ArrayList<>();
        for (var i = 0; i < 5; i++) {
            want.add(0, me.pumpup().tasks().create(TasksCreateRequest.newBuilder().setProjectName("general").setName(name).build())
                    .getTask().getId());
        }
        List<String> have = new ArrayList<>();
        for (var task : me.pumpup().allTasks(TasksListRequest.newBuilder().setName(name).setPageSize(2).build())) {
            have.add(task.getId());
        }
        check(have.equals(want), "expected %s, got %s", want, have);
        for (var message : List.of("one", "two", "three", "four")) {
            me.pumpup().tasks().addNote(TasksAddNoteRequest.newBuilder().setTaskId(want.get(0)).setMessage(message).build());
        }
        var sequence = 0L;
        for (var event : me.pumpup().allEvents(TasksListEventsRequest.newBuilder().setTaskId(want.get(0)).setLimit(2).build())) {
            sequence++;
            check(event.getSequence() == sequence, "expected %d, got %d", sequence, event.getSequence());
        }
        check(sequence == 5, "%d events", sequence);
    }

    private void timeline() {
        var tasks = me.pumpup().tasks();
        var task = me.task().getId();
        List<Runnable> next = List.of(
                () -> tasks.recordAction(TasksRecordActionRequest.newBuilder().setTaskId(task).setDescription("Paid.")
                        .setMetadataPatch(MetadataPatch.newBuilder().setSet(struct(Map.of("paid", true)))).build()),
                () -> tasks.recordException(
                        TasksRecordExceptionRequest.newBuilder().setTaskId(task).setMessage("The bank is closed.").build()),
                () -> tasks.addNote(TasksAddNoteRequest.newBuilder().setTaskId(task).setMessage("Tomorrow, then.").build()));
        List<EventType> types = new ArrayList<>();
        try (var events = me.pumpup().watchEvents(TasksWatchEventsRequest.newBuilder().setTaskId(task).build())) {
            for (var event : events) {
                types.add(event.getEventType());
                if (types.size() > next.size()) {
                    break;
                }
                next.get(types.size() - 1).run();
            }
            events.close();
            check(!events.hasNext(), "it goes on");
        }
        check(types.equals(List.of(EventType.EVENT_TYPE_TASK_CREATED, EventType.EVENT_TYPE_ACTION, EventType.EVENT_TYPE_EXCEPTION,
                EventType.EVENT_TYPE_NOTE)), "the events are %s", types);
        var metadata = tasks.get(TasksGetRequest.newBuilder().setId(task).build()).getTask().getMetadata();
        check(metadata.equals(struct(Map.of("paid", true))), "the metadata is %s", metadata);
    }
}
