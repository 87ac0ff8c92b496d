package com.pumpup.scenario;

import static com.pumpup.Messages.approve;
import static com.pumpup.scenario.Actor.refused;
import static com.pumpup.scenario.Stage.check;

import com.pumpup.Pumpup;
import com.pumpup.PumpupBuilder;
import com.pumpup.PumpupException;
import com.pumpup.PumpupTimeoutException;
import com.pumpup.Reason;
import com.pumpup.v1.AccessWhoAmIRequest;
import com.pumpup.v1.ApprovalsDecideRequest;
import com.pumpup.v1.ApprovalsGetRequest;
import com.pumpup.v1.TasksAddNoteRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What goes wrong, and what a developer reads then. */
final class FailureSteps {
    private final Stage stage;
    private final Actor me;

    FailureSteps(Stage stage, Actor me) {
        this.stage = stage;
        this.me = me;
    }

    void play() {
        stage.step("time-out", () -> {
            var began = System.nanoTime();
            var id = me.approval("May I?");
            refused(PumpupTimeoutException.class, Reason.DEADLINE_EXCEEDED, () -> me.pumpup().watchApproval(id, Duration.ofMillis(500)));
            var silent = stage.url("silent");
            refused(PumpupTimeoutException.class, Reason.DEADLINE_EXCEEDED, () -> whoAmI(Pumpup.builder().url(silent), 500));
            var took = Duration.ofNanos(System.nanoTime() - began);
            check(took.toSeconds() < 5, "it took %s", took);
        });
        stage.step("wrong-key", () -> {
            var refusal = refused(PumpupException.Unauthenticated.class, Reason.UNAUTHENTICATED,
                    () -> whoAmI(Pumpup.builder().key("pk_wrong"), 3_000));
            says(refusal, "Bearer");
        });
        stage.step("people", this::people);
        stage.step("nobody", () -> {
            var url = stage.url("nobody");
            var thrown = thrown(() -> whoAmI(Pumpup.builder().url(url), 3_000));
            says(thrown, url.substring("http://".length()));
            says(thrown, "pumpup serve");
        });
        stage.step("plaintext", () -> {
            says(thrown(() -> Pumpup.builder().url("http://pumpup.example").build()), "allowPlaintext()");
            Pumpup.builder().url("http://pumpup.example").allowPlaintext().build().close();
            var https = System.getenv("PUMPUP_URL").replace("http://", "https://");
            says(thrown(() -> whoAmI(Pumpup.builder().url(https), 3_000)), "does not speak TLS");
            var tls = stage.url("tls");
            says(thrown(() -> whoAmI(Pumpup.builder().url(tls.replace("https://", "http://")), 3_000)), "speaks TLS");
            says(thrown(() -> whoAmI(Pumpup.builder().url(tls), 3_000)), "PUMPUP_CA_CERT");
        });
        stage.step("tls", () -> {
            var at = stage.ask("tls");
            try (var secure = Pumpup.builder().url(at.get("url").getAsString()).key(at.get("key").getAsString())
                    .caCert(Path.of(at.get("ca").getAsString())).build()) {
                new Actor(secure).refund();
            }
        });
        stage.step("too-large", () -> {
            var note = TasksAddNoteRequest.newBuilder().setTaskId(me.task().getId()).setMessage("x".repeat(5_000_000)).build();
            says(refused(PumpupException.LimitExceeded.class, Reason.LIMIT_EXCEEDED, () -> me.pumpup().tasks().addNote(note)), "bytes");
        });
    }

    /** Calls something that changes nothing, with a deadline. */
    private static void whoAmI(PumpupBuilder builder, long millis) {
        try (var pumpup = builder.build()) {
            pumpup.access().withDeadlineAfter(millis, TimeUnit.MILLISECONDS).whoAmI(AccessWhoAmIRequest.getDefaultInstance());
        }
    }

    private static Exception thrown(Stage.Step play) {
        try {
            play.play();
        } catch (Exception thrown) {
            return thrown;
        }
        throw new Stage.Failure("nothing was thrown");
    }

    private static void says(Exception thrown, String word) {
        check(thrown.getMessage().contains(word), "it does not say %s: %s", word, thrown.getMessage());
    }

    private void people() {
        try (var person = Pumpup.builder().key(System.getenv("PUMPUP_ADMIN_KEY")).build()) {
            var id = me.approval("May I?");
            var other = digest(me.approval("May I do something else?"));
            refused(PumpupException.PermissionDenied.class, Reason.PERMISSION_DENIED, () -> decide(me.pumpup(), id, digest(id)));
            refused(PumpupException.Conflict.class, Reason.DIGEST_MISMATCH, () -> decide(person, id, other));
            decide(person, id, digest(id));
            var late = refused(PumpupException.Conflict.class, Reason.REQUEST_ALREADY_DECIDED, () -> decide(person, id, digest(id)));
            check("admin".equals(late.metadata().get("decided_by")), "the metadata is %s", late.metadata());
        }
    }

    private String digest(String id) {
        return me.pumpup().approvals().get(ApprovalsGetRequest.newBuilder().setId(id).build()).getRequest().getDigest();
    }

    private static void decide(Pumpup by, String id, String digest) {
        by.approvals().decide(ApprovalsDecideRequest.newBuilder().setId(id).setOutcome(approve("Fine.")).setDigest(digest).build());
    }
}
