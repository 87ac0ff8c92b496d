package com.pumpup;

/**
 * One fault of a request.
 *
 * @param field the path as in the message, for example {@code key_value_context[1].key}
 * @param description what would be right
 */
public record Violation(String field, String description) {}
