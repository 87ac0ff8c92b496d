package com.pumpup;

import static com.pumpup.Messages.answer;
import static com.pumpup.Messages.context;
import static com.pumpup.Messages.note;
import static com.pumpup.Messages.reasonCode;
import static com.pumpup.Messages.struct;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.util.JsonFormat;
import com.pumpup.v1.FieldValue;
import com.pumpup.v1.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void outcomes() {
        var outcomes = List.of(Messages.approve("n"), Messages.reject("n"), Messages.editAndApprove("n"), Messages.escalate("n"),
                Messages.requestMoreInfo("n"));
        assertEquals(List.of(Outcome.KindCase.APPROVE, Outcome.KindCase.REJECT, Outcome.KindCase.EDIT_AND_APPROVE, Outcome.KindCase.ESCALATE,
                Outcome.KindCase.REQUEST_MORE_INFO), outcomes.stream().map(Outcome::getKindCase).toList());
        outcomes.forEach(outcome -> assertEquals("n", note(outcome)));
        assertEquals("photos", reasonCode(Outcome.newBuilder().setReject(Outcome.Reject.newBuilder().setReasonCode("photos")).build()));
        assertEquals("", note(Outcome.getDefaultInstance()));
    }

    @Test
    void answers() {
        assertEquals("a", answer(FieldValue.newBuilder().setTextArea("a").build()));
        assertEquals(37.5, answer(FieldValue.newBuilder().setSlider(37.5).build()));
        assertEquals(List.of("roof", "door"), answer(FieldValue.newBuilder()
                .setMultiselect(FieldValue.Selection.newBuilder().addOptions("roof").addOptions("door")).build()));
        assertEquals("17:45", answer(FieldValue.newBuilder().setTime("17:45").build()));
        assertEquals(false, answer(FieldValue.newBuilder().setSwitch(false).build()));
        assertNull(answer(FieldValue.getDefaultInstance()));
    }

    @Test
    void structs() throws Exception {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("claim", "C-1029");
        members.put("amount", 240);
        members.put("paid", null);
        members.put("parts", List.of("hood", Map.of("wheel", true)));
        assertEquals("{\"claim\":\"C-1029\",\"amount\":240.0,\"paid\":null,\"parts\":[\"hood\",{\"wheel\":true}]}",
                JsonFormat.printer().omittingInsignificantWhitespace().print(struct(members)));
        for (Object no : List.of(LocalDate.EPOCH, Double.NaN)) {
            assertThrows(IllegalArgumentException.class, () -> struct(Map.of("when", no)));
        }
    }

    @Test
    void numbersThatADoubleWouldChangeAreRefused() {
        for (Number fits : List.of(-(1L << 53), 1L << 60, new BigInteger("1000000000000000000"), new BigDecimal("0.1"), 0.1f)) {
            assertEquals(fits.doubleValue(), struct(Map.of("n", fits)).getFieldsOrThrow("n").getNumberValue());
        }
        for (Number unfit : List.of((1L << 53) + 1, Long.MAX_VALUE, BigInteger.TEN.pow(400), new BigDecimal("0.12345678901234567890"))) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> struct(Map.of("deep", List.of(1, Map.of("n", unfit)))));
            assertEquals(unfit + " does not fit a double: send it as text.", thrown.getMessage());
        }
    }

    @Test
    void contexts() {
        assertEquals("Amount", context("Claim", "C-1029", "Amount", "$240").get(1).getKey());
        var thrown = assertThrows(IllegalArgumentException.class, () -> context("Claim"));
        assertEquals("The key Claim has no value.", thrown.getMessage());
    }
}
