package com.pumpup.scenario;

import static com.pumpup.Messages.answer;
import static com.pumpup.Messages.approve;
import static com.pumpup.Messages.editAndApprove;
import static com.pumpup.Messages.escalate;
import static com.pumpup.Messages.fieldBid;
import static com.pumpup.Messages.note;
import static com.pumpup.Messages.reject;
import static com.pumpup.Messages.requestMoreInfo;
import static com.pumpup.scenario.Stage.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.pumpup.ElicitationEnd;
import com.pumpup.Pumpup;
import com.pumpup.v1.ApprovalResult;
import com.pumpup.v1.ElicitationsCreateRequest;
import com.pumpup.v1.Field;
import com.pumpup.v1.FieldValue;
import com.pumpup.v1.TasksGetRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Asking people, and waiting for them. */
final class RequestSteps {
    private static final Set<String> COMMON = Set.of("id", "label", "description", "required");

    private final Stage stage;
    private final Actor me;
    private String request;
    private ApprovalResult first;

    RequestSteps(Stage stage, Actor me) {
        this.stage = stage;
        this.me = me;
    }

    void play() {
        stage.step("create", () -> request = me.refund());
        stage.step("watch", () -> {
            first = me.decision(request, () ->
                    stage.ask("decide", "id", request, "outcome", "APPROVE", "note", "Photos are clear.", "reason_code", "photos"));
            var approve = first.getOutcome().getApprove();
            check(approve.getNote().equals("Photos are clear.") && approve.getReasonCode().equals("photos"), "the outcome is %s", first);
            check(first.getDecidedBy().equals("admin"), "decided by %s", first.getDecidedBy());
            check(!first.getAuthoritySnapshot().getSubject().isEmpty(), "the authority has no subject");
            check(first.getRecommendationSnapshot().equals(Actor.LEAN), "the recommendation is %s", first.getRecommendationSnapshot());
        });
        stage.step("watch-late", () -> {
            var again = me.decision(request, () -> check(false, "it is pending again"));
            check(again.getEventId().equals(first.getEventId()) && !first.getEventId().isEmpty(), "another decision: %s", again);
        });
        stage.step("outcomes", this::outcomes);
        stage.step("fields", this::fields);
        stage.step("resume-kill", () -> resume(me, () -> stage.ask("restart", "how", "KILL")));
        stage.step("resume-drain", () -> resume(me, () -> stage.ask("restart", "how", "TERM")));
        stage.step("resume-cut", () -> {
            try (var through = Pumpup.builder().url(stage.url("cutter")).build()) {
                resume(new Actor(through), () -> stage.ask("cuts"));
            }
        });
    }

    /** A watch under which the connection goes away. */
    private void resume(Actor watching, Runnable interruption) {
        var id = me.approval("May I?");
        watching.decision(id, () -> {
            interruption.run();
            stage.ask("decide", "id", id, "outcome", "APPROVE");
        });
    }

    private void outcomes() {
        for (var want : List.of(approve("Because."), reject("Because."), editAndApprove("Because."), escalate("Because."),
                requestMoreInfo("Because."))) {
            var id = me.approval("May I?");
            var decided = me.decision(id, () -> stage.ask("decide", "id", id, "outcome", want.getKindCase().name(), "note", "Because."));
            check(decided.getOutcome().equals(want) && note(decided.getOutcome()).equals("Because."), "expected %s, got %s", want, decided);
        }
    }

    private void fields() throws Exception {
        var form = JsonParser.parseString(Files.readString(Path.of("clients/scenario/form.json"))).getAsJsonObject();
        var task = me.task();
        var create = ElicitationsCreateRequest.newBuilder()
                .setProjectName("general").setTaskId(task.getId()).setSummary(form.get("summary").getAsString());
        Map<String, String> kinds = new HashMap<>();
        for (var each : form.getAsJsonArray("fields")) {
            var field = each.getAsJsonObject();
            var id = field.get("id").getAsString();
            kinds.put(id, field.get("kind").getAsString());
            create.addFields(field(field));
            create.addRecommendation(fieldBid(id, value(kinds.get(id), form.getAsJsonObject("bids").get(id)),
                    form.get("confidence").getAsDouble(), form.get("rationale").getAsString()));
        }
        var id = me.pumpup().elicitations().create(create.build()).getEventId();
        var asked = new boolean[1];
        var end = me.pumpup().watchElicitation(id, Actor.PATIENCE, pending -> {
            if (!asked[0]) {
                asked[0] = true;
                stage.ask("answer", "id", id);
            }
        });
        check(end instanceof ElicitationEnd.Answered, "expected answered, got %s", end);
        var answers = ((ElicitationEnd.Answered) end).result().getAnswersMap();
        check(answers.size() == 10 && kinds.size() == 10, "%d answers", answers.size());
        for (var want : form.getAsJsonObject("answers").entrySet()) {
            var answer = answers.get(want.getKey());
            check(answer.getKindCase().name().equalsIgnoreCase(kinds.get(want.getKey())), "%s is in another arm: %s", want.getKey(), answer);
            check(plain(want.getValue()).equals(answer(answer)), "%s: expected %s, got %s", want.getKey(), want.getValue(), answer(answer));
        }
        var open = me.pumpup().tasks().get(TasksGetRequest.newBuilder().setId(task.getId()).build()).getOpenRequestsList();
        check(open.isEmpty(), "still open: %s", open);
    }

    /** A value of JSON as Java has it. */
    private static Object plain(JsonElement json) {
        if (json instanceof JsonArray list) {
            return StreamSupport.stream(list.spliterator(), false).map(JsonElement::getAsString).toList();
        }
        var value = json.getAsJsonPrimitive();
        return value.isBoolean() ? (Object) value.getAsBoolean() : value.isNumber() ? (Object) value.getAsDouble() : value.getAsString();
    }

    /** The message of a field: what is not common to all kinds goes into its arm. */
    private static Field field(JsonObject from) throws InvalidProtocolBufferException {
        var whole = new JsonObject();
        var arm = new JsonObject();
        from.entrySet().forEach(each -> {
            if (COMMON.contains(each.getKey())) {
                whole.add(each.getKey(), each.getValue());
            } else if (each.getKey().equals("format")) {
                arm.addProperty("format", "FORMAT_" + each.getValue().getAsString());
            } else if (!each.getKey().equals("kind")) {
                arm.add(each.getKey(), each.getValue());
            }
        });
        whole.add(from.get("kind").getAsString(), arm);
        var field = Field.newBuilder();
        JsonFormat.parser().merge(whole.toString(), field);
        return field.build();
    }

    /** A field's value in the arm of its kind. */
    private static FieldValue value(String kind, JsonElement from) throws InvalidProtocolBufferException {
        var inner = from;
        if (kind.equals("multiselect")) {
            var selection = new JsonObject();
            selection.add("options", from);
            inner = selection;
        }
        var whole = new JsonObject();
        whole.add(kind, inner);
        var value = FieldValue.newBuilder();
        JsonFormat.parser().merge(whole.toString(), value);
        return value.build();
    }
}
