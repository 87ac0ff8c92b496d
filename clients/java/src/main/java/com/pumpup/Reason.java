package com.pumpup;

/** Why the server refused: what {@link PumpupException#reason} answers. They are stable; sentences are not, and new ones may come. */
public final class Reason {
    public static final String INVALID_REQUEST = "INVALID_REQUEST";
    public static final String IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED";
    public static final String PAGE_TOKEN_INVALID = "PAGE_TOKEN_INVALID";
    public static final String METADATA_SCHEMA = "METADATA_SCHEMA";
    public static final String ANSWERS_INVALID = "ANSWERS_INVALID";
    public static final String UNAUTHENTICATED = "UNAUTHENTICATED";
    public static final String PERMISSION_DENIED = "PERMISSION_DENIED";
    public static final String NOT_FOUND = "NOT_FOUND";
    public static final String ACCOUNT_NOT_FOUND = "ACCOUNT_NOT_FOUND";
    public static final String PROJECT_NOT_FOUND = "PROJECT_NOT_FOUND";
    public static final String TASK_NOT_FOUND = "TASK_NOT_FOUND";
    public static final String REQUEST_NOT_FOUND = "REQUEST_NOT_FOUND";
    public static final String UPLOAD_NOT_FOUND = "UPLOAD_NOT_FOUND";
    public static final String PERSON_NOT_FOUND = "PERSON_NOT_FOUND";
    public static final String AGENT_NOT_FOUND = "AGENT_NOT_FOUND";
    public static final String KEY_NOT_FOUND = "KEY_NOT_FOUND";
    public static final String ATTACHMENT_NOT_FOUND = "ATTACHMENT_NOT_FOUND";
    public static final String ACCOUNT_EXISTS = "ACCOUNT_EXISTS";
    public static final String PROJECT_EXISTS = "PROJECT_EXISTS";
    public static final String PERSON_EXISTS = "PERSON_EXISTS";
    public static final String AGENT_EXISTS = "AGENT_EXISTS";
    public static final String ATTACHMENT_EXISTS = "ATTACHMENT_EXISTS";
    public static final String REQUEST_ALREADY_OPEN = "REQUEST_ALREADY_OPEN";
    public static final String REQUEST_ALREADY_DECIDED = "REQUEST_ALREADY_DECIDED";
    public static final String REQUEST_CLOSED = "REQUEST_CLOSED";
    public static final String REQUEST_NOT_DECIDED = "REQUEST_NOT_DECIDED";
    public static final String TASK_CLOSED = "TASK_CLOSED";
    public static final String TRANSITION_NOT_DECLARED = "TRANSITION_NOT_DECLARED";
    public static final String DIGEST_MISMATCH = "DIGEST_MISMATCH";
    public static final String PASSWORD_WRONG = "PASSWORD_WRONG";
    public static final String PROJECT_PROTECTED = "PROJECT_PROTECTED";
    public static final String PROJECT_IN_USE = "PROJECT_IN_USE";
    public static final String LIMIT_EXCEEDED = "LIMIT_EXCEEDED";
    public static final String DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";
    public static final String UNAVAILABLE = "UNAVAILABLE";
    public static final String DRAINING = "DRAINING";
    public static final String INTERNAL = "INTERNAL";

    private Reason() {}
}
