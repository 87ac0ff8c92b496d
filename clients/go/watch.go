package pumpup

import (
	"context"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"pumpup.com/go/pumpupv1"
)

const (
	silence    = 45 * time.Second // Three heartbeats: a watch that hears nothing for so long opens anew.
	firstPause = 100 * time.Millisecond
	lastPause  = 5 * time.Second
)

// An ApprovalEnd is how an approval ended: [Decided], [Cancelled] or [TimedOut]. Switch on its type.
type ApprovalEnd interface{ approvalEnd() }

// An ElicitationEnd is how an elicitation ended: [Answered], [Cancelled] or [TimedOut]. Switch on its type.
type ElicitationEnd interface{ elicitationEnd() }

// Decided holds what a person decided: GetOutcome says which of the five it is. That there is a decision is no consent.
type Decided struct{ *pumpupv1.ApprovalResult }

// Answered holds what a person answered: GetAnswers by field id, which [Answer] turns into Go's own values.
type Answered struct{ *pumpupv1.ElicitationResult }

// Cancelled says that the request was withdrawn, and why. Nobody decided.
type Cancelled struct{ *pumpupv1.Cancelled }

// TimedOut says that the request's deadline passed. Nobody decided.
type TimedOut struct{ *pumpupv1.TimedOut }

func (Decided) approvalEnd()      {}
func (Cancelled) approvalEnd()    {}
func (TimedOut) approvalEnd()     {}
func (Answered) elicitationEnd()  {}
func (Cancelled) elicitationEnd() {}
func (TimedOut) elicitationEnd()  {}

// A WatchOption changes what a watch does.
type WatchOption func(*watching)

type watching struct{ pending func(*pumpupv1.Pending) }

// OnPending is called whenever the server says that nobody has decided yet: at once, after every new connection, and every 15
// seconds. The watch does not go on before it returns.
func OnPending(call func(*pumpupv1.Pending)) WatchOption {
	return func(w *watching) { w.pending = call }
}

func watchingWith(options []WatchOption) watching {
	w := watching{pending: func(*pumpupv1.Pending) {}}
	for _, option := range options {
		option(&w)
	}
	return w
}

// WatchApproval waits for the end of an approval, however long a person takes and however often the connection breaks. It fails
// when the context ends (errors.Is(err, context.DeadlineExceeded) if that was its time), or at once when the server refuses.
//
//	end, err := pumpup.WatchApproval(ctx, approvals, id)
//	if err != nil {
//		return err
//	}
//	switch end := end.(type) {
//	case pumpup.Decided:
//		if edit := end.GetOutcome().GetEditAndApprove(); edit != nil {
//			fmt.Println("Approved with a change:", edit.GetNote())
//		}
//	case pumpup.Cancelled:
//		fmt.Println("Withdrawn:", end.GetReason())
//	case pumpup.TimedOut:
//		fmt.Println("Nobody decided in time.")
//	}
func WatchApproval(ctx context.Context, client pumpupv1.ApprovalsClient, id string, options ...WatchOption) (ApprovalEnd, error) {
	watching := watchingWith(options)
	var end ApprovalEnd
	var unknown *Error
	open := func(ctx context.Context) (grpc.ServerStreamingClient[pumpupv1.ApprovalsWatchResultResponse], error) {
		return client.WatchResult(ctx, &pumpupv1.ApprovalsWatchResultRequest{Id: id})
	}
	err := follow(ctx, "a decision on "+id, open, func(message *pumpupv1.ApprovalsWatchResultResponse) bool {
		switch state := message.GetState().(type) {
		case *pumpupv1.ApprovalsWatchResultResponse_Pending:
			watching.pending(state.Pending)
		case *pumpupv1.ApprovalsWatchResultResponse_Decided:
			end = Decided{state.Decided}
		case *pumpupv1.ApprovalsWatchResultResponse_Cancelled:
			end = Cancelled{state.Cancelled}
		case *pumpupv1.ApprovalsWatchResultResponse_TimedOut:
			end = TimedOut{state.TimedOut}
		default: // All but pending are final, so there is nothing to wait for any more.
			unknown = newer(id)
		}
		return end == nil && unknown == nil
	})
	if err == nil && unknown != nil {
		err = unknown
	}
	return end, err
}

// WatchElicitation waits for the end of an elicitation as [WatchApproval] does.
//
//	end, err := pumpup.WatchElicitation(ctx, elicitations, id)
//	if answered, ok := end.(pumpup.Answered); ok {
//		fmt.Println(pumpup.Answer(answered.GetAnswers()["incident_date"]))
//	}
func WatchElicitation(ctx context.Context, client pumpupv1.ElicitationsClient, id string, options ...WatchOption) (ElicitationEnd, error) {
	watching := watchingWith(options)
	var end ElicitationEnd
	var unknown *Error
	open := func(ctx context.Context) (grpc.ServerStreamingClient[pumpupv1.ElicitationsWatchResultResponse], error) {
		return client.WatchResult(ctx, &pumpupv1.ElicitationsWatchResultRequest{Id: id})
	}
	err := follow(ctx, "answers to "+id, open, func(message *pumpupv1.ElicitationsWatchResultResponse) bool {
		switch state := message.GetState().(type) {
		case *pumpupv1.ElicitationsWatchResultResponse_Pending:
			watching.pending(state.Pending)
		case *pumpupv1.ElicitationsWatchResultResponse_Answered:
			end = Answered{state.Answered}
		case *pumpupv1.ElicitationsWatchResultResponse_Cancelled:
			end = Cancelled{state.Cancelled}
		case *pumpupv1.ElicitationsWatchResultResponse_TimedOut:
			end = TimedOut{state.TimedOut}
		default: // All but pending are final, so there is nothing to wait for any more.
			unknown = newer(id)
		}
		return end == nil && unknown == nil
	})
	if err == nil && unknown != nil {
		err = unknown
	}
	return end, err
}

// WatchEvents follows a task's timeline live, from the request's cursor on: what is there, then each event as it happens, each
// once, however often the connection breaks. It goes on until the loop is left or the context ends.
//
//	for event, err := range pumpup.WatchEvents(ctx, tasks, &pumpupv1.TasksWatchEventsRequest{TaskId: id}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(event.GetSequence(), event.GetEventType())
//	}
func WatchEvents(ctx context.Context, client pumpupv1.TasksClient, request *pumpupv1.TasksWatchEventsRequest) iter.Seq2[*pumpupv1.Event, error] {
	return func(yield func(*pumpupv1.Event, error) bool) {
		from := proto.CloneOf(request)
		open := func(ctx context.Context) (grpc.ServerStreamingClient[pumpupv1.TasksWatchEventsResponse], error) {
			return client.WatchEvents(ctx, from)
		}
		err := follow(ctx, "more events on "+request.GetTaskId(), open, func(message *pumpupv1.TasksWatchEventsResponse) bool {
			for _, event := range message.GetEvents() {
				if !yield(event, nil) {
					return false
				}
			}
			from.Cursor = message.GetCursor()
			return true
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// follow hands the messages of a stream to each until that wants no more. A stream that breaks, falls silent or ends without an
// end is opened again: the server says how things stand as soon as it is watched anew, so nothing is missed.
func follow[M any](ctx context.Context, what string, open func(context.Context) (grpc.ServerStreamingClient[M], error), each func(*M) (more bool)) error {
	ever := false // Once heard, the configuration is right, and trouble with TLS passes as other trouble does.
	for pause := firstPause; ; pause = min(pause*2, lastPause) {
		began := time.Now()
		heard, err := listen(ctx, open, each)
		if err == nil {
			return nil
		}
		ever = ever || heard
		if ctx.Err() == nil && !passes(err) && !(ever && AsError(err).mistaken) {
			return err
		}
		if heard && time.Since(began) > lastPause { // A server that ends every stream as soon as it opens is in trouble too.
			pause = firstPause
		}
		// Spread out, so that a thousand agents do not come back at once; and not before the server asks for it.
		wait := time.NewTimer(max(time.Duration((0.5+rand.Float64()/2)*float64(pause)), AsError(err).RetryAfter))
		select {
		case <-ctx.Done():
			wait.Stop()
			return waitEnded(ctx, what, err)
		case <-wait.C:
		}
	}
}

// listen plays one stream. It answers nil only once each wants no more.
func listen[M any](ctx context.Context, open func(context.Context) (grpc.ServerStreamingClient[M], error), each func(*M) (more bool)) (heard bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	quiet := time.AfterFunc(silence, cancel)
	defer quiet.Stop()
	stream, err := open(ctx)
	if err != nil {
		return false, err
	}
	for {
		message, err := stream.Recv()
		if err != nil {
			return heard, err
		}
		quiet.Stop() // Whoever is told may take their time.
		heard = true
		if !each(message) {
			return heard, nil
		}
		quiet.Reset(silence)
	}
}

// passes says whether another try may help: after what happened on the way to the server, but not after its refusals.
func passes(err error) bool {
	if errors.Is(err, io.EOF) {
		return true
	}
	e := AsError(err)
	if e.server {
		return e.Code == codes.Unavailable || e.RetryAfter > 0
	}
	switch e.Code {
	case codes.Unavailable, codes.Internal, codes.Unknown, codes.Canceled, codes.Aborted, codes.DeadlineExceeded:
		return !e.mistaken && !e.closed
	}
	return false
}
