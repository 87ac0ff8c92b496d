package com.pumpup.scenario;

import static com.pumpup.Messages.context;
import static com.pumpup.scenario.Actor.refused;
import static com.pumpup.scenario.Stage.check;

import com.google.gson.JsonParser;
import com.pumpup.Pumpup;
import com.pumpup.PumpupException;
import com.pumpup.PumpupTimeoutException;
import com.pumpup.Reason;
import com.pumpup.Violation;
import com.pumpup.v1.ApprovalsCreateRequest;
import com.pumpup.v1.EventType;
import com.pumpup.v1.TasksCreateRequest;
import com.pumpup.v1.TasksGetRequest;
import com.pumpup.v1.TasksListEventsRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writing twice, and being refused. */
final class WriteSteps {
    /** What this client makes of a code. */
    private static final Map<String, Class<? extends PumpupException>> FAMILIES = Map.of(
            "INVALID_ARGUMENT", PumpupException.Invalid.class,
            "UNAUTHENTICATED", PumpupException.Unauthenticated.class,
            "PERMISSION_DENIED", PumpupException.PermissionDenied.class,
            "NOT_FOUND", PumpupException.NotFound.class,
            "ALREADY_EXISTS", PumpupException.Conflict.class,
            "FAILED_PRECONDITION", PumpupException.Conflict.class,
            "RESOURCE_EXHAUSTED", PumpupException.LimitExceeded.class,
            "DEADLINE_EXCEEDED", PumpupTimeoutException.class,
            "UNAVAILABLE", PumpupException.Unavailable.class,
            "INTERNAL", PumpupException.class);

    private final Stage stage;
    private final Actor me;
    private final String key = UUID.randomUUID().toString();
    private ApprovalsCreateRequest create;
    private String request;

    WriteSteps(Stage stage, Actor me) {
        this.stage = stage;
        this.me = me;
    }

    void play() {
        var approvals = me.pumpup().approvals();
        stage.step("same-key", () -> {
            create = ApprovalsCreateRequest.newBuilder().setIdempotencyKey(key)
                    .setProjectName("general").setTaskId(me.task().getId()).setSummary("May I?").build();
            request = approvals.create(create).getEventId();
            check(approvals.create(create).getEventId().equals(request), "two requests");
            var timeline = me.pumpup().allEvents(TasksListEventsRequest.newBuilder().setTaskId(create.getTaskId()).build());
            var asked = StreamSupport.stream(timeline.spliterator(), false)
                    .filter(event -> event.getEventType() == EventType.EVENT_TYPE_APPROVAL_REQUESTED).count();
            check(asked == 1, "%d requests on the timeline", asked);
        });
        stage.step("other-request", () -> refused(PumpupException.Invalid.class, Reason.IDEMPOTENCY_KEY_REUSED,
                () -> approvals.create(create.toBuilder().setSummary("May I really?").build())));
        stage.step("retries", () -> {
            try (var puppet = Pumpup.builder().url(stage.url("puppet")).build()) {
                var task = puppet.tasks().create(TasksCreateRequest.newBuilder().setProjectName("general").setName("twice").build()).getTask();
                check(task.getExternalId().equals("3"), "%s attempts came", task.getExternalId());
                check(task.getMetadata().getFieldsOrThrow("keys").getNumberValue() == 1, "the keys: %s", task.getMetadata());
            }
        });
        stage.step("conflict", () -> {
            var another = create.toBuilder().clearIdempotencyKey().setSummary("And may I?").build();
            var conflict = refused(PumpupException.Conflict.class, Reason.REQUEST_ALREADY_OPEN, () -> approvals.create(another));
            check(request.equals(conflict.metadata().get("request_id")), "the metadata is %s", conflict.metadata());
        });
        stage.step("faults", () -> {
            var wrong = ApprovalsCreateRequest.newBuilder().setProjectName("general").setTaskId(me.task().getId())
                    .addAllKeyValueContext(context("Claim", "C-1", "Claim", "C-2")).build();
            var invalid = refused(PumpupException.Invalid.class, Reason.INVALID_REQUEST, () -> approvals.create(wrong));
            var fields = invalid.violations().stream().map(Violation::field).collect(Collectors.toSet());
            check(fields.equals(Set.of("summary", "key_value_context[1].key")) && invalid.violations().size() == 2, "the fields are %s", fields);
            for (var each : invalid.violations()) {
                check(!each.description().isEmpty() && invalid.getMessage().contains(each.field() + ": " + each.description()),
                        "it says only: %s", invalid);
            }
        });
        stage.step("reasons", this::reasons);
    }

    private void reasons() throws Exception {
        var reasons = JsonParser.parseString(Files.readString(Path.of("clients/scenario/reasons.json"))).getAsJsonObject();
        check(reasons.size() > 30, "%d reasons", reasons.size());
        try (var puppet = Pumpup.builder().url(stage.url("puppet")).build()) {
            for (var each : reasons.entrySet()) {
                var reason = each.getKey();
                var code = each.getValue().getAsString();
                var refusal = refused(FAMILIES.get(code), reason,
                        () -> puppet.tasks().get(TasksGetRequest.newBuilder().setId(reason).build()));
                check(Reason.class.getField(reason).get(null).equals(reason), "%s is no constant", reason);
                check(refusal.code().name().equals(code), "%s came as %s", reason, refusal.code());
                check(refusal.sentence().equals("the puppet refuses this for " + reason), "it says: %s", refusal);
                check("yes".equals(refusal.metadata().get("puppet")), "the metadata is %s", refusal.metadata());
            }
        }
    }
}
