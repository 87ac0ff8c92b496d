package pumpup

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"
)

// from is an error as a server sends it.
func from(code codes.Code, reason Reason, message string, more ...protoadapt.MessageV1) error {
	info := &errdetails.ErrorInfo{Reason: string(reason), Domain: "pumpup", Metadata: map[string]string{"request_id": "r1"}}
	made, err := status.New(code, message).WithDetails(append([]protoadapt.MessageV1{info}, more...)...)
	if err != nil {
		panic(err)
	}
	return made.Err()
}

func TestWhatAServerSaysIsAllThere(t *testing.T) {
	err := error(AsError(fmt.Errorf("while creating: %w", from(codes.InvalidArgument, ReasonInvalidRequest, "summary is required (and 1 more)",
		&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{
			{Field: "summary", Description: "is required"}, {Field: "key_value_context[1].key", Description: "repeats"},
		}},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(2 * time.Second)}))))
	var e *Error
	if !errors.As(err, &e) || e.Reason != ReasonInvalidRequest || e.Code != codes.InvalidArgument || e.Metadata["request_id"] != "r1" {
		t.Fatalf("it became %#v", err)
	}
	if len(e.Violations) != 2 || e.Violations[1] != (Violation{"key_value_context[1].key", "repeats"}) || e.RetryAfter != 2*time.Second {
		t.Errorf("the details are %v and %v", e.Violations, e.RetryAfter)
	}
	for _, said := range []string{"summary is required", "[INVALID_REQUEST]", "\n  summary: is required", "\n  key_value_context[1].key: repeats"} {
		if !strings.Contains(err.Error(), said) {
			t.Errorf("%q is missing in %q", said, err)
		}
	}
	if status.Code(err) != codes.InvalidArgument {
		t.Errorf("gRPC finds %s in it", status.Code(err))
	}
}

func TestEveryTimeOutIsOne(t *testing.T) {
	for name, err := range map[string]error{
		"gRPC's":    status.Error(codes.DeadlineExceeded, "too late"),
		"context's": context.DeadlineExceeded,
		"wrapped":   fmt.Errorf("waiting: %w", context.DeadlineExceeded),
		"server's":  from(codes.DeadlineExceeded, ReasonDeadlineExceeded, "too late"),
	} {
		e := AsError(err)
		if !errors.Is(e, context.DeadlineExceeded) || !e.Timeout() || e.Reason != ReasonDeadlineExceeded {
			t.Errorf("%s time-out became %#v", name, e)
		}
	}
	for name, err := range map[string]error{
		"unavailable": status.Error(codes.Unavailable, "away"),
		"cancelled":   context.Canceled,
		"foreign":     errors.New("the disk is full"),
	} {
		if e := AsError(err); errors.Is(e, context.DeadlineExceeded) || e.Timeout() {
			t.Errorf("%s became a time-out: %v", name, e)
		}
	}
	if !errors.Is(AsError(context.Canceled), context.Canceled) {
		t.Error("a cancelled context is not found in it")
	}
	if AsError(nil) != nil {
		t.Error("nothing became an error")
	}
}

func TestErrorsOnTheWayNameTheServer(t *testing.T) {
	way := &way{address: "example:50051"}
	for _, each := range []struct {
		code      codes.Code
		connected bool
		says      string
	}{
		{codes.Unavailable, false, "pumpup serve"},
		{codes.DeadlineExceeded, false, "Nothing answered at example:50051"},
		{codes.DeadlineExceeded, true, "The server at example:50051 did not answer in time. A write may have taken effect all the same."},
		{codes.ResourceExhausted, true, "smaller pages"},
	} {
		e := AsError(status.Error(each.code, "gRPC's own words"))
		way.locate(e, each.connected)
		if !strings.Contains(e.Error(), each.says) || e.mistaken {
			t.Errorf("%s, connected: %v, says %q", each.code, each.connected, e)
		}
	}
	way.mistaken("The server speaks TLS.")
	e := AsError(status.Error(codes.Unavailable, "frame too large"))
	if way.locate(e, false); e.Message != "The server speaks TLS." || passes(e) {
		t.Errorf("a mistake is told as %v", e)
	}
}
