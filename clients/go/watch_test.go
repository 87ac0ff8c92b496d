package pumpup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"pumpup.com/go/pumpupv1"
)

// stream plays messages, then ends with an error; without one it falls silent.
type stream[M any] struct {
	grpc.ClientStream
	ctx      context.Context
	messages []*M
	end      error
}

func (s *stream[M]) Recv() (*M, error) {
	if len(s.messages) > 0 {
		next := s.messages[0]
		s.messages = s.messages[1:]
		return next, nil
	}
	if s.end == nil {
		<-s.ctx.Done()
		return nil, status.FromContextError(s.ctx.Err()).Err()
	}
	return nil, s.end
}

// approvals answers one watch after the other by its script.
type approvals struct {
	pumpupv1.ApprovalsClient
	script []stream[pumpupv1.ApprovalsWatchResultResponse]
	opened int
}

func (a *approvals) WatchResult(ctx context.Context, _ *pumpupv1.ApprovalsWatchResultRequest, _ ...grpc.CallOption) (grpc.ServerStreamingClient[pumpupv1.ApprovalsWatchResultResponse], error) {
	next := a.script[min(a.opened, len(a.script)-1)]
	a.opened++
	next.ctx = ctx
	return &next, nil
}

type update = pumpupv1.ApprovalsWatchResultResponse

var (
	pending = &update{State: &pumpupv1.ApprovalsWatchResultResponse_Pending{Pending: &pumpupv1.Pending{}}}
	decided = &update{State: &pumpupv1.ApprovalsWatchResultResponse_Decided{Decided: &pumpupv1.ApprovalResult{EventId: "e1", Outcome: Reject("No.")}}}
	away    = status.Error(codes.Unavailable, "away")
)

func TestAWatchGoesOnUntilThereIsAnEnd(t *testing.T) {
	for name, broken := range map[string]stream[update]{
		"unavailable":           {messages: []*update{pending}, end: away},
		"draining":              {messages: []*update{pending}, end: from(codes.Unavailable, ReasonDraining, "come back")},
		"reset by a proxy":      {messages: []*update{pending}, end: status.Error(codes.Internal, "stream terminated by RST_STREAM")},
		"an end without an end": {messages: []*update{pending}, end: io.EOF},
		"nothing at all":        {end: io.EOF},
		"silence":               {messages: []*update{pending}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := &approvals{script: []stream[update]{broken, broken, {messages: []*update{pending, decided}, end: io.EOF}}}
				end, err := WatchApproval(t.Context(), client, "r1")
				if err != nil {
					t.Fatal(err)
				}
				if end, ok := end.(Decided); !ok || end.GetEventId() != "e1" || Note(end.GetOutcome()) != "No." {
					t.Errorf("it ended with %v", end)
				}
				if client.opened != 3 {
					t.Errorf("%d watches were opened", client.opened)
				}
			})
		})
	}
}

func TestAnEndThatIsNotKnownIsAnErrorAtOnce(t *testing.T) {
	client := &approvals{script: []stream[update]{{messages: []*update{pending, {}}, end: io.EOF}}}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	end, err := WatchApproval(ctx, client, "r1")
	if end != nil || err == nil || !strings.Contains(err.Error(), "does not know: use a newer one") || client.opened != 1 {
		t.Errorf("%v, %v after %d watches", end, err, client.opened)
	}
}

func TestTroubleWithTLSEndsAWatchThatWasNeverHeardOnly(t *testing.T) {
	mistaken := stream[update]{end: &Error{Code: codes.Unavailable, mistaken: true}}
	synctest.Test(t, func(t *testing.T) {
		client := &approvals{script: []stream[update]{{end: away}, mistaken, {messages: []*update{decided}}}}
		if end, err := WatchApproval(t.Context(), client, "r1"); end != nil || !AsError(err).mistaken || client.opened != 2 {
			t.Errorf("what never worked: %v, %v after %d watches", end, err, client.opened)
		}
		client = &approvals{script: []stream[update]{{messages: []*update{pending}, end: away}, mistaken, mistaken, {messages: []*update{decided}}}}
		if end, err := WatchApproval(t.Context(), client, "r1"); end == nil || err != nil || client.opened != 4 {
			t.Errorf("what worked before: %v, %v after %d watches", end, err, client.opened)
		}
	})
}

func TestARefusalEndsAWatchAtOnce(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	for reason, code := range map[Reason]codes.Code{
		ReasonUnauthenticated: codes.Unauthenticated, ReasonPermissionDenied: codes.PermissionDenied,
		ReasonRequestNotFound: codes.NotFound, ReasonInternal: codes.Internal,
	} {
		client := &approvals{script: []stream[update]{{end: from(code, reason, "no")}}}
		end, err := WatchApproval(ctx, client, "r1")
		if end != nil || AsError(err).Reason != reason || client.opened != 1 {
			t.Errorf("%s: %v, %v after %d watches", reason, end, err, client.opened)
		}
	}
}

func TestAWaitThatEndsIsATimeOutAndNoResult(t *testing.T) {
	for name, script := range map[string]stream[update]{
		"pending":               {messages: []*update{pending}},
		"away":                  {end: away},
		"pending, then away":    {messages: []*update{pending}, end: away},
		"pending, then its end": {messages: []*update{pending}, end: io.EOF},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
				defer cancel()
				client := &approvals{script: []stream[update]{script}}
				end, err := WatchApproval(ctx, client, "r1")
				if end != nil || !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 10*time.Minute {
					t.Errorf("%v, %v after %s", end, err, time.Since(began))
				}
				// Heard of or not, nobody comes back more often than every 2.5 seconds in the long run.
				if client.opened < 10 || client.opened > 300 {
					t.Errorf("%d watches were opened", client.opened)
				}
			})
		})
	}
}

// timelines has ten events and breaks after every other one.
type timelines struct{ pumpupv1.TasksClient }

func (timelines) WatchEvents(ctx context.Context, request *pumpupv1.TasksWatchEventsRequest, _ ...grpc.CallOption) (grpc.ServerStreamingClient[pumpupv1.TasksWatchEventsResponse], error) {
	from := 0
	if _, err := fmt.Sscanf("0"+request.GetCursor(), "%d", &from); err != nil {
		return nil, err
	}
	events := []*pumpupv1.Event{{Sequence: uint64(from + 1)}, {Sequence: uint64(from + 2)}}
	return &stream[pumpupv1.TasksWatchEventsResponse]{ctx: ctx, messages: []*pumpupv1.TasksWatchEventsResponse{
		{Events: events, Cursor: fmt.Sprint(from + 2)}, {Cursor: fmt.Sprint(from + 2)},
	}, end: away}, nil
}

func TestEventsComeOnceOverBrokenConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		request := &pumpupv1.TasksWatchEventsRequest{TaskId: "t1"}
		for range 2 { // A loop over it begins anew.
			var sequences []uint64
			for event, err := range WatchEvents(t.Context(), timelines{}, request) {
				if err != nil {
					t.Fatal(err)
				}
				if sequences = append(sequences, event.GetSequence()); len(sequences) == 7 {
					break
				}
			}
			if !slices.Equal(sequences, []uint64{1, 2, 3, 4, 5, 6, 7}) {
				t.Errorf("the events are %v", sequences)
			}
		}
	})
}
