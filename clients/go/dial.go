package pumpup

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
)

// serviceConfig lets gRPC send a call again while the server is away. It is safe, since every write carries an idempotency key.
const serviceConfig = `{"methodConfig": [{"name": [{}], "retryPolicy": {"maxAttempts": 5, "initialBackoff": "0.2s", "maxBackoff": "2s",
	"backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]}}]}`

// An Option changes what [Dial] does.
type Option func(*settings)

type settings struct {
	url, key, ca string
	plaintext    bool
	timeout      time.Duration
	more         []grpc.DialOption
}

// WithURL names the server, for example https://pumpup.example.com, in place of PUMPUP_URL.
func WithURL(url string) Option { return func(s *settings) { s.url = url } }

// WithKey gives the API key in place of PUMPUP_API_KEY.
func WithKey(key string) Option { return func(s *settings) { s.key = key } }

// WithCACert names a PEM file of certificates to trust in place of the system's, and of PUMPUP_CA_CERT.
func WithCACert(path string) Option { return func(s *settings) { s.ca = path } }

// WithPlaintext allows the key to travel unencrypted to a server elsewhere, past a proxy in HTTPS_PROXY too. Without it, http:// is
// for loopback only.
func WithPlaintext() Option { return func(s *settings) { s.plaintext = true } }

// WithTimeout sets how long a call may take whose context has no deadline; 30 seconds unless it is said. 0 is without end.
func WithTimeout(timeout time.Duration) Option { return func(s *settings) { s.timeout = timeout } }

// WithDialOptions hands more options to [grpc.NewClient]; they win over this package's.
func WithDialOptions(options ...grpc.DialOption) Option {
	return func(s *settings) { s.more = append(s.more, options...) }
}

// Dial makes the connection that every stub of pumpupv1 works over. It reads PUMPUP_API_KEY, PUMPUP_URL (http://127.0.0.1:50051
// where that is not set) and PUMPUP_CA_CERT. Nothing is sent before the first call, so that a server that is down shows there.
//
//	conn, err := pumpup.Dial()
//	if err != nil {
//		log.Fatal(err)
//	}
//	defer conn.Close()
//	tasks := pumpupv1.NewTasksClient(conn)
func Dial(options ...Option) (*grpc.ClientConn, error) {
	s := settings{
		url:     os.Getenv("PUMPUP_URL"),
		key:     os.Getenv("PUMPUP_API_KEY"),
		ca:      os.Getenv("PUMPUP_CA_CERT"),
		timeout: 30 * time.Second,
	}
	for _, option := range options {
		option(&s)
	}
	key := strings.TrimSpace(s.key)
	if key == "" {
		return nil, fmt.Errorf("pumpup: there is no API key. Set PUMPUP_API_KEY to an agent's key: export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)")
	}
	target, secure, err := locate(s.url, s.plaintext)
	if err != nil {
		return nil, err
	}
	transport := insecure.NewCredentials()
	if secure {
		if transport, err = trust(s.ca); err != nil {
			return nil, err
		}
	}
	way := &way{address: target}
	reconnect := grpc.ConnectParams{
		Backoff:           backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 2, Jitter: 0.5, MaxDelay: 5 * time.Second},
		MinConnectTimeout: 10 * time.Second,
	}
	return grpc.NewClient(target, append([]grpc.DialOption{
		grpc.WithTransportCredentials(&witness{transport, way}),
		grpc.WithPerRPCCredentials(bearer{key, secure}),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithConnectParams(reconnect),
		// A watch may be quiet for days, and so may the connection between two calls; this notices when it is dead.
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 30 * time.Second, Timeout: 10 * time.Second, PermitWithoutStream: true}),
		grpc.WithUserAgent("pumpup-go/0.1.0"),
		grpc.WithChainUnaryInterceptor(way.unaryErrors, deadlines(s.timeout), unaryKeys),
		grpc.WithChainStreamInterceptor(way.streamErrors, streamKeys),
	}, s.more...)...)
}

// locate makes a gRPC target of a URL, and says whether it is spoken to over TLS.
func locate(from string, plaintext bool) (target string, secure bool, err error) {
	if from == "" {
		from = "http://127.0.0.1:50051"
	}
	at, err := url.Parse(from)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "" || at.User != nil ||
		strings.Trim(at.Path, "/") != "" || at.RawQuery != "" || at.Fragment != "" {
		return "", false, fmt.Errorf("pumpup: %q is no address of a server: PUMPUP_URL has to look like http://HOST:PORT, or https://HOST:PORT for TLS", from)
	}
	secure = at.Scheme == "https"
	if !secure && !plaintext && !loopback(at.Hostname()) {
		return "", false, fmt.Errorf("pumpup: http:// would send the API key to %s unencrypted: use https://, or allow it with pumpup.WithPlaintext()", at.Hostname())
	}
	port := at.Port()
	if port == "" {
		port = map[bool]string{false: "80", true: "443"}[secure]
	}
	return net.JoinHostPort(at.Hostname(), port), secure, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// trust makes credentials that trust the system's authorities, or those of a file.
func trust(ca string) (credentials.TransportCredentials, error) {
	if ca == "" {
		return credentials.NewTLS(&tls.Config{MinVersion: tls.VersionTLS12}), nil
	}
	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, fmt.Errorf("pumpup: the certificate to trust cannot be read: %w", err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("pumpup: %s holds no certificate in PEM form", ca)
	}
	return credentials.NewTLS(&tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}), nil
}
