package com.pumpup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pumpup.v1.AccessGrpc;
import com.pumpup.v1.AccessWhoAmIRequest;
import com.pumpup.v1.AccessWhoAmIResponse;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
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

    @ParameterizedTest
    @ValueSource(strings = {"http://pumpup_server:50051", "https://the_pumpup.example"})
    void underscoresAreToldApart(String url) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> PumpupBuilder.located(url, true));
        assertTrue(thrown.getMessage().contains("underscore"), thrown.getMessage());
    }

    @Test
    void noProxyReadsTheKeyOnItsWayToThisMachine() throws Exception {
        var usual = ProxySelector.getDefault();
        var server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create()).addService(new AccessGrpc.AccessImplBase() {
            @Override
            public void whoAmI(AccessWhoAmIRequest request, StreamObserver<AccessWhoAmIResponse> out) {
                out.onNext(AccessWhoAmIResponse.newBuilder().setName("agent").build());
                out.onCompleted();
            }
        }).build().start();
        try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var pumpup = Pumpup.builder().key("pk").url("http://localhost:" + server.getPort()).timeout(Duration.ofSeconds(10)).build()) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("localhost", proxy.getLocalPort())));
            assertEquals("agent", pumpup.access().whoAmI(AccessWhoAmIRequest.getDefaultInstance()).getName());
        } finally {
            ProxySelector.setDefault(usual);
            server.shutdownNow();
        }
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
