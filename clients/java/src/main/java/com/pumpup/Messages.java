package com.pumpup;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pumpup.v1.ContextEntry;
import com.pumpup.v1.FieldBid;
import com.pumpup.v1.FieldValue;
import com.pumpup.v1.Outcome;
import com.pumpup.v1.OutcomeBid;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short ways to write and read the messages that are long in the stubs. Meant to be imported as static. */
public final class Messages {
    private Messages() {}

    /** The outcome that says go ahead. The note may be empty. */
    public static Outcome approve(String note) {
        return Outcome.newBuilder().setApprove(Outcome.Approve.newBuilder().setNote(note)).build();
    }

    /** The outcome that says do not do it. The note may be empty. */
    public static Outcome reject(String note) {
        return Outcome.newBuilder().setReject(Outcome.Reject.newBuilder().setNote(note)).build();
    }

    /** The outcome that says go ahead with a change. The note describes the change and is required. */
    public static Outcome editAndApprove(String note) {
        return Outcome.newBuilder().setEditAndApprove(Outcome.EditAndApprove.newBuilder().setNote(note)).build();
    }

    /** The outcome that hands the decision up. The note may be empty. */
    public static Outcome escalate(String note) {
        return Outcome.newBuilder().setEscalate(Outcome.Escalate.newBuilder().setNote(note)).build();
    }

    /** The outcome that asks to come back with more. The note best says with what. */
    public static Outcome requestMoreInfo(String note) {
        return Outcome.newBuilder().setRequestMoreInfo(Outcome.RequestMoreInfo.newBuilder().setNote(note)).build();
    }

    /** The remark of an outcome, whichever of the five it is; {@code outcome.getKindCase()} says which. */
    public static String note(Outcome outcome) {
        return switch (outcome.getKindCase()) {
            case APPROVE -> outcome.getApprove().getNote();
            case REJECT -> outcome.getReject().getNote();
            case EDIT_AND_APPROVE -> outcome.getEditAndApprove().getNote();
            case ESCALATE -> outcome.getEscalate().getNote();
            case REQUEST_MORE_INFO -> outcome.getRequestMoreInfo().getNote();
            case KIND_NOT_SET -> "";
        };
    }

    /** The reason code of an outcome, whichever of the five it is. */
    public static String reasonCode(Outcome outcome) {
        return switch (outcome.getKindCase()) {
            case APPROVE -> outcome.getApprove().getReasonCode();
            case REJECT -> outcome.getReject().getReasonCode();
            case EDIT_AND_APPROVE -> outcome.getEditAndApprove().getReasonCode();
            case ESCALATE -> outcome.getEscalate().getReasonCode();
            case REQUEST_MORE_INFO -> outcome.getRequestMoreInfo().getReasonCode();
            case KIND_NOT_SET -> "";
        };
    }

    /** What the agent would decide itself, how sure it is (0 to 1), and why. */
    public static OutcomeBid bid(Outcome outcome, double confidence, String rationale) {
        return OutcomeBid.newBuilder().setOutcome(outcome).setConfidence(confidence).setRationale(rationale).build();
    }

    /** What the agent would answer to a field, how sure it is (0 to 1), and why. */
    public static FieldBid fieldBid(String field, FieldValue value, double confidence, String rationale) {
        return FieldBid.newBuilder().setFieldId(field).setValue(value).setConfidence(confidence).setRationale(rationale).build();
    }

    /** What people decide by, as keys and values in turns, in the order in which it is shown. */
    public static List<ContextEntry> context(String... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("The key " + keysAndValues[keysAndValues.length - 1] + " has no value.");
        }
        var entries = new ArrayList<ContextEntry>();
        for (var i = 0; i < keysAndValues.length; i += 2) {
            entries.add(ContextEntry.newBuilder().setKey(keysAndValues[i]).setValue(keysAndValues[i + 1]).build());
        }
        return entries;
    }

    /**
     * The answer to a field as Java has it: a String for texts, selections, dates and times, a Double for numbers and sliders, a List
     * of Strings for multiselects, a Boolean for switches, and null where nothing was answered.
     */
    public static Object answer(FieldValue value) {
        return switch (value.getKindCase()) {
            case TEXT -> value.getText();
            case TEXT_AREA -> value.getTextArea();
            case NUMBER -> value.getNumber();
            case SLIDER -> value.getSlider();
            case SELECT -> value.getSelect();
            case MULTISELECT -> List.copyOf(value.getMultiselect().getOptionsList());
            case DATE_FIELD -> value.getDateField();
            case TIME -> value.getTime();
            case DATE_TIME -> value.getDateTime();
            case SWITCH -> value.getSwitch();
            case KIND_NOT_SET -> null;
        };
    }

    /**
     * Metadata, or a detail, of a map of texts, numbers, booleans, nulls, and lists and maps of these. Its numbers are doubles; a long
     * or big one that does not fit one is refused.
     */
    public static Struct struct(Map<String, ?> members) {
        var struct = Struct.newBuilder();
        members.forEach((name, value) -> struct.putFields(name, value(value)));
        return struct.build();
    }

    private static Value value(Object from) {
        var value = Value.newBuilder();
        if (from == null) {
            value.setNullValue(NullValue.NULL_VALUE);
        } else if (from instanceof CharSequence text) {
            value.setStringValue(text.toString());
        } else if (from instanceof Long || from instanceof BigInteger || from instanceof BigDecimal) {
            value.setNumberValue(fitting(new BigDecimal(from.toString())));
        } else if (from instanceof Number number && Double.isFinite(number.doubleValue())) {
            value.setNumberValue(number.doubleValue());
        } else if (from instanceof Boolean truth) {
            value.setBoolValue(truth);
        } else if (from instanceof Iterable<?> items) {
            var list = ListValue.newBuilder();
            items.forEach(item -> list.addValues(value(item)));
            value.setListValue(list);
        } else if (from instanceof Map<?, ?> members) {
            var struct = Struct.newBuilder();
            members.forEach((name, member) -> struct.putFields(String.valueOf(name), value(member)));
            value.setStructValue(struct);
        } else {
            throw new IllegalArgumentException("JSON has nothing for " + from + ", a " + from.getClass().getSimpleName() + ".");
        }
        return value.build();
    }

    /** The double that a number is, or is the shortest text of; beyond 2^53 most whole numbers are neither. */
    private static double fitting(BigDecimal number) {
        var nearest = number.doubleValue();
        if (Double.isInfinite(nearest)
                || number.compareTo(new BigDecimal(nearest)) != 0 && number.compareTo(BigDecimal.valueOf(nearest)) != 0) {
            throw new IllegalArgumentException(number + " does not fit a double: send it as text.");
        }
        return nearest;
    }
}
