package com.pumpup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PumpupBuilderTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:50051/, false, localhost",
        "http://127.0.0.1, false, 127.0.0.1",
        "http://[::1]:50051, false, [::1]",
        "https://pumpup.example, false, pumpup.example",
        "http://pumpup.example:8080, true, pumpup.example",
    })
    void servers(String url, boolean plaintext, String host) {
        assertEquals(host, PumpupBuilder.located(url, plaintext).getHost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pumpup.example:50051", "grpc://pumpup.example", "https://", "https://pumpup.example/api", "https://me@pumpup.example",
        "https://pumpup.example?a=b", "http://two words", ""})
    void noServers(String url) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> PumpupBuilder.located(url, true));
        assertTrue(thrown.getMessage().contains("http://HOST:PORT"), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://pumpup.example", "http://localhost.example", "http://127.0.0.1.example"})
    void theKeyStaysHere(String url) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> PumpupBuilder.located(url, false));
        assertTrue(thrown.getMessage().contains("allowPlaintext()"), thrown.getMessage());
    }

    @Test
    void badSetUpsSayWhatToDo() {
        var keyless = assertThrows(IllegalStateException.class, () -> Pumpup.builder().key(" ").build());
        assertTrue(keyless.getMessage().contains("export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)"), keyless.getMessage());
        var trusting = Pumpup.builder().key("pk").url("https://localhost").caCert(Path.of("missing.pem"));
        var missing = assertThrows(IllegalArgumentException.class, trusting::build);
        assertTrue(missing.getMessage().contains("missing.pem"), missing.getMessage());
    }
}
