package com.pumpup;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a connection needs to know. What is not said here is read from the environment. */
public final class PumpupBuilder {
    /** Lets gRPC send a call again while the server is away: safe, since every write carries an idempotency key. Numbers are doubles. */
    private static final Map<String, ?> RETRIES = Map.of("methodConfig", List.of(Map.of(
            "name", List.of(Map.of()),
            "retryPolicy", Map.of(
                    "maxAttempts", 5.0,
                    "initialBackoff", "0.2s",
                    "maxBackoff", "2s",
                    "backoffMultiplier", 2.0,
                    "retryableStatusCodes", List.of("UNAVAILABLE")))));

    private String url = environment("PUMPUP_URL", "http://127.0.0.1:50051");
    private String key = environment("PUMPUP_API_KEY", "");
    private String caCert = environment("PUMPUP_CA_CERT", "");
    private boolean plaintext;
    private Duration timeout = Duration.ofSeconds(30);

    PumpupBuilder() {}

    /** The server, for example {@code https://pumpup.example.com}, in place of PUMPUP_URL. */
    public PumpupBuilder url(String at) {
        url = at;
        return this;
    }

    /** The API key, in place of PUMPUP_API_KEY. */
    public PumpupBuilder key(String secret) {
        key = secret;
        return this;
    }

    /** A PEM file of certificates to trust in place of the system's, and of PUMPUP_CA_CERT. */
    public PumpupBuilder caCert(Path file) {
        caCert = file.toString();
        return this;
    }

    /** Allows the key to travel unencrypted to a server elsewhere. Without it, http:// is for loopback only. */
    public PumpupBuilder allowPlaintext() {
        plaintext = true;
        return this;
    }

    /** How long a call may take that has no deadline of its own; 30 seconds unless it is said. */
    public PumpupBuilder timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /** Makes the connection. Nothing is sent before the first call, so that a server that is down shows there. */
    public Pumpup build() {
        if (key.isBlank()) {
            throw new IllegalStateException("There is no API key. Set PUMPUP_API_KEY to an agent's key: "
                    + "export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)");
        }
        var at = located(url, plaintext);
        var secure = at.getScheme().equals("https");
        var port = at.getPort() >= 0 ? at.getPort() : secure ? 443 : 80;
        var way = new Way(at.getHost() + ":" + port);
        var made = Grpc.newChannelBuilderForAddress(at.getHost(), port, secure ? trusted(caCert) : InsecureChannelCredentials.create())
                .defaultServiceConfig(RETRIES)
                .enableRetry()
                // A watch may be quiet for days, and so may the connection between two calls; this notices when it is dead.
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .userAgent("pumpup-java/0.1.0")
                .intercept(new Calls(key.strip(), timeout, way));
        if (loopback(at.getHost())) {
            made.proxyDetector(address -> null); // No proxy leads to this very machine, and none shall read the key.
        }
        return new Pumpup(made.build(), way, Resuming.SILENCE);
    }

    /** The URL, if it is one of a server, and one that the key may go to. */
    static URI located(String url, boolean plaintext) {
        URI at;
        try {
            at = new URI(url);
        } catch (URISyntaxException malformed) {
            at = URI.create("malformed:url");
        }
        // Java reads no host out of such an authority, and neither does gRPC when it looks for its address.
        if (at.getHost() == null && at.getAuthority() != null && at.getAuthority().matches("[\\w.-]*_[\\w.-]*(:\\d+)?")) {
            throw new IllegalArgumentException("gRPC for Java finds no host whose name has an underscore: give \"" + at.getAuthority()
                    + "\" another name, or use its IP address.");
        }
        var bare = at.getPath() == null || at.getPath().isEmpty() || at.getPath().equals("/");
        var http = "http".equals(at.getScheme());
        if (!http && !"https".equals(at.getScheme()) || at.getHost() == null || at.getUserInfo() != null || !bare || at.getQuery() != null
                || at.getFragment() != null) {
            throw new IllegalArgumentException("\"" + url + "\" is no address of a server: PUMPUP_URL has to look like http://HOST:PORT, "
                    + "or https://HOST:PORT for TLS.");
        }
        if (http && !plaintext && !loopback(at.getHost())) {
            throw new IllegalArgumentException("http:// would send the API key to " + at.getHost()
                    + " unencrypted: use https://, or allow it with allowPlaintext().");
        }
        return at;
    }

    private static boolean loopback(String host) {
        return host.matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    }

    private static ChannelCredentials trusted(String caCert) {
        if (caCert.isEmpty()) {
            return TlsChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder().trustManager(Path.of(caCert).toFile()).build();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("The certificate to trust, " + caCert + ", cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String environment(String name, String otherwise) {
        var value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
