package pumpup

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"sync/atomic"

	"google.golang.org/grpc/credentials"
)

// bearer puts the key on every call. Whether plaintext is allowed was settled when the URL was read.
type bearer struct {
	key    string
	secure bool
}

func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + b.key}, nil
}

func (b bearer) RequireTransportSecurity() bool { return b.secure }

// way is where a connection leads, and what was last seen to be wrong with it, for gRPC's own errors seldom say either.
type way struct {
	address string
	mistake atomic.Pointer[string]
}

func (w *way) mistaken(sentence string) { w.mistake.Store(&sentence) }

// witness stands between gRPC and its credentials to see TLS spoken to a plaintext server, and the other way round.
type witness struct {
	credentials.TransportCredentials
	way *way
}

func (w *witness) Clone() credentials.TransportCredentials {
	return &witness{w.TransportCredentials.Clone(), w.way}
}

func (w *witness) ClientHandshake(ctx context.Context, authority string, raw net.Conn) (net.Conn, credentials.AuthInfo, error) {
	if w.Info().SecurityProtocol == "insecure" {
		return w.TransportCredentials.ClientHandshake(ctx, authority, &firstBytes{Conn: raw, way: w.way})
	}
	conn, info, err := w.TransportCredentials.ClientHandshake(ctx, authority, raw)
	if err == nil {
		w.way.mistake.Store(nil)
		return conn, info, nil
	}
	var plaintext tls.RecordHeaderError
	var certificate *tls.CertificateVerificationError
	var authorityless x509.UnknownAuthorityError
	switch {
	case errors.As(err, &plaintext):
		w.way.mistaken(fmt.Sprintf("The server at %s does not speak TLS: use http:// for it, or give it a certificate.", w.way.address))
	case errors.As(err, &authorityless):
		w.way.mistaken(fmt.Sprintf("The TLS certificate of %s comes from an authority that is not trusted here: name its certificate in PUMPUP_CA_CERT.", w.way.address))
	case errors.As(err, &certificate):
		w.way.mistaken(fmt.Sprintf("The TLS certificate of %s is not accepted: %v.", w.way.address, certificate.Err))
	}
	return conn, info, err
}

// firstBytes looks at how a plaintext server begins to speak. One that expects TLS answers plaintext with an alert.
type firstBytes struct {
	net.Conn
	way    *way
	looked bool
}

func (c *firstBytes) Read(into []byte) (int, error) {
	n, err := c.Conn.Read(into)
	if !c.looked && n > 0 {
		c.looked = true
		const alert = 0x15 // The content type of a TLS record; no HTTP/2 server's first frame has that length.
		if into[0] == alert {
			c.way.mistaken(fmt.Sprintf("The server at %s speaks TLS: use https:// for it.", c.way.address))
		} else {
			c.way.mistake.Store(nil)
		}
	}
	return n, err
}
