package pumpup

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/durationpb"
)

// NewKey makes an idempotency key. Every call that carries none gets a new one by itself; make one where you call again after an
// error or a time-out, and keep it: with another key it would be another write.
func NewKey() string {
	var bytes [16]byte
	rand.Read(bytes[:]) // It never fails, says its documentation.
	return hex.EncodeToString(bytes[:])
}

// deadlines gives every unary call an end.
func deadlines(timeout time.Duration) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, request, reply any, cc *grpc.ClientConn, call grpc.UnaryInvoker, options ...grpc.CallOption) error {
		if _, has := ctx.Deadline(); !has && timeout > 0 {
			limit := timeout
			if waits, ok := request.(interface{ GetWait() *durationpb.Duration }); ok {
				limit += waits.GetWait().AsDuration() // A bounded wait is meant to be quiet for that long.
			}
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, limit)
			defer cancel()
		}
		return call(ctx, method, request, reply, cc, options...)
	}
}

// unaryKeys puts an idempotency key into a write that has none. It runs before gRPC's retries, so all of them carry the same.
func unaryKeys(ctx context.Context, method string, request, reply any, cc *grpc.ClientConn, call grpc.UnaryInvoker, options ...grpc.CallOption) error {
	return call(ctx, method, keyed(request), reply, cc, options...)
}

// streamKeys does the same for the first message of a stream: that of an upload.
func streamKeys(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, open grpc.Streamer, options ...grpc.CallOption) (grpc.ClientStream, error) {
	stream, err := open(ctx, desc, cc, method, options...)
	if err != nil || !desc.ClientStreams {
		return stream, err
	}
	return &keyedStream{ClientStream: stream}, nil
}

type keyedStream struct {
	grpc.ClientStream
	begun bool
}

func (s *keyedStream) SendMsg(message any) error {
	if !s.begun {
		s.begun = true
		message = keyed(message)
	}
	return s.ClientStream.SendMsg(message)
}

// keyed is the message with an idempotency key, if it has a place for one that is empty. The caller's own message stays as it
// is: a key left in it would make the next call with it a replay.
func keyed(request any) any {
	message, ok := request.(proto.Message)
	if !ok {
		return request
	}
	from := message.ProtoReflect()
	field := from.Descriptor().Fields().ByName("idempotency_key")
	if field == nil || field.Kind() != protoreflect.StringKind || from.Get(field).String() != "" {
		return request
	}
	to := from.New() // Shallow, for a chunk of a file is large, and nothing is written below.
	from.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		to.Set(field, value)
		return true
	})
	to.SetUnknown(from.GetUnknown())
	to.Set(field, protoreflect.ValueOfString(NewKey()))
	return to.Interface()
}

// unaryErrors makes an *Error of whatever goes wrong.
func (w *way) unaryErrors(ctx context.Context, method string, request, reply any, cc *grpc.ClientConn, call grpc.UnaryInvoker, options ...grpc.CallOption) error {
	var header, trailer metadata.MD
	options = append(options[:len(options):len(options)], grpc.Header(&header), grpc.Trailer(&trailer))
	if err := call(ctx, method, request, reply, cc, options...); err != nil {
		return w.explained(err, cc, header, trailer)
	}
	return nil
}

// streamErrors does the same for streams.
func (w *way) streamErrors(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, open grpc.Streamer, options ...grpc.CallOption) (grpc.ClientStream, error) {
	stream, err := open(ctx, desc, cc, method, options...)
	if err != nil {
		return nil, w.explained(err, cc)
	}
	return &explainedStream{stream, w, cc}, nil
}

type explainedStream struct {
	grpc.ClientStream
	way *way
	cc  *grpc.ClientConn
}

func (s *explainedStream) SendMsg(message any) error {
	return s.explained(s.ClientStream.SendMsg(message))
}
func (s *explainedStream) RecvMsg(message any) error {
	return s.explained(s.ClientStream.RecvMsg(message))
}

func (s *explainedStream) explained(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return s.way.explained(err, s.cc, s.ClientStream.Trailer())
}

// explained is the error with what gRPC leaves out: the request's id, the address, and what is wrong with the connection.
func (w *way) explained(err error, cc *grpc.ClientConn, metadata ...metadata.MD) *Error {
	e := AsError(err)
	for _, each := range metadata {
		if ids := each.Get("x-request-id"); len(ids) > 0 {
			e.RequestID = ids[0]
		}
	}
	switch state := cc.GetState(); {
	case e.server:
	case state == connectivity.Shutdown:
		e.Message, e.closed = "The connection was closed by this program.", true // No watch comes back from that.
	default:
		w.locate(e, state == connectivity.Ready)
	}
	return e
}
