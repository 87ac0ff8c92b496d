package pumpup

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// An Error is what every call to the server over a connection of [Dial] fails with; errors.As finds it. status.Code and
// status.Convert of gRPC go on working with it.
//
//	var refused *pumpup.Error
//	if errors.As(err, &refused) && refused.Reason == pumpup.ReasonRequestAlreadyOpen {
//		id = refused.Metadata["request_id"]
//	}
type Error struct {
	// Reason is stable: decide by it. It is empty where neither the server nor this package knows one.
	Reason Reason
	// Code is gRPC's.
	Code codes.Code
	// Message is a sentence for people: what was wrong, and what would be right.
	Message string
	// Metadata tells particulars of the reason, for example who decided.
	Metadata map[string]string
	// Violations are the faults of a request, field by field.
	Violations []Violation
	// RequestID finds the call in the server's log; empty if it did not get there.
	RequestID string
	// RetryAfter is how long the server asks to wait before another try; 0 if it does not.
	RetryAfter time.Duration

	server   bool // It was the server that said so, not gRPC on its way there.
	mistaken bool // TLS is spoken to plaintext, or the other way round: another try does not help.
	closed   bool // This program closed the connection: it does not help either.
	status   *status.Status
}

// A Violation is one fault of a request.
type Violation struct {
	// Field is the path as in the message, for example key_value_context[1].key.
	Field string
	// Description says what would be right.
	Description string
}

// Error is the sentence, the reason, the id of the call, and every field's fault.
func (e *Error) Error() string {
	reason := string(e.Reason)
	if reason == "" {
		reason = e.Code.String()
	}
	text := strings.Builder{}
	fmt.Fprintf(&text, "pumpup: %s [%s]", e.Message, reason)
	if e.RequestID != "" {
		fmt.Fprintf(&text, " (x-request-id %s)", e.RequestID)
	}
	for _, violation := range e.Violations {
		fmt.Fprintf(&text, "\n  %s: %s", violation.Field, violation.Description)
	}
	return text.String()
}

// Is makes errors.Is(err, context.DeadlineExceeded) true for every time-out, whoever noticed it, and context.Canceled likewise.
func (e *Error) Is(target error) bool {
	return target == context.DeadlineExceeded && e.Timeout() || target == context.Canceled && e.Code == codes.Canceled
}

// Timeout says whether time ran out: that of a call, or that of a wait.
func (e *Error) Timeout() bool { return e.Code == codes.DeadlineExceeded }

// GRPCStatus is the status as gRPC had it, for programs that look at that.
func (e *Error) GRPCStatus() *status.Status { return e.status }

// AsError is the error as an *Error, whatever it was; nil for nil. Errors of connections made by [Dial] are ones already; it is
// for those of other connections.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	var already *Error
	if errors.As(err, &already) {
		return already
	}
	from := status.Convert(err)
	if _, known := status.FromError(err); !known {
		from = status.FromContextError(err) // Unknown, unless it is one of context's.
	}
	e := &Error{Code: from.Code(), Message: from.Message(), status: from}
	for _, detail := range from.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			e.Reason, e.Metadata, e.server = Reason(detail.GetReason()), detail.GetMetadata(), true
		case *errdetails.BadRequest:
			for _, violation := range detail.GetFieldViolations() {
				e.Violations = append(e.Violations, Violation{violation.GetField(), violation.GetDescription()})
			}
		case *errdetails.RetryInfo:
			e.RetryAfter = detail.GetRetryDelay().AsDuration()
		}
	}
	if e.Reason == "" {
		e.Reason = map[codes.Code]Reason{codes.DeadlineExceeded: ReasonDeadlineExceeded, codes.Unavailable: ReasonUnavailable}[e.Code]
	}
	return e
}

// locate says where the trouble is, in an error that the server has no part in.
func (w *way) locate(e *Error, connected bool) {
	mistake := w.mistake.Load()
	switch {
	case mistake != nil && !connected && (e.Code == codes.Unavailable || e.Code == codes.DeadlineExceeded):
		e.Message, e.mistaken = *mistake, true
	case e.Code == codes.Unavailable:
		e.Message = fmt.Sprintf("There is no way to the server at %s: %s. Is it running (pumpup serve), and is PUMPUP_URL right?", w.address, e.Message)
	case e.Code == codes.DeadlineExceeded && !connected:
		e.Message = fmt.Sprintf("Nothing answered at %s in time. Is the server running there (pumpup serve), and is PUMPUP_URL right?", w.address)
	case e.Code == codes.DeadlineExceeded:
		e.Message = fmt.Sprintf("The server at %s did not answer in time. A write may have taken effect all the same.", w.address)
	case e.Code == codes.ResourceExhausted:
		e.Message += ". Send less at once, or ask for smaller pages."
	}
}

// newer is the error for an end that only a newer version of this package knows.
func newer(id string) *Error {
	said := fmt.Sprintf("The server says something of %s that this version of the client does not know: use a newer one.", id)
	return &Error{Code: codes.Unimplemented, Message: said, status: status.New(codes.Unimplemented, said)}
}

// waitEnded is the time-out of a wait, or its cancellation. What was last wrong with the connection, if anything, is told too.
func waitEnded(ctx context.Context, what string, last error) *Error {
	from := status.FromContextError(ctx.Err())
	e := &Error{Code: from.Code(), Message: fmt.Sprintf("The wait for %s was cancelled.", what), status: from}
	if e.Timeout() {
		e.Reason, e.Message = ReasonDeadlineExceeded, fmt.Sprintf("Time ran out in the wait for %s.", what)
		var trouble *Error
		if errors.As(last, &trouble) && !trouble.Timeout() {
			e.Message += " At last: " + trouble.Message
		}
	}
	return e
}
