package main

import (
	"context"

	"google.golang.org/protobuf/proto"

	"pumpup.com/go"
	"pumpup.com/go/pumpupv1"
)

// task opens one with a name of its own.
func (a *agent) task(ctx context.Context) *pumpupv1.Task {
	return got(a.tasks.Create(ctx, &pumpupv1.TasksCreateRequest{ProjectName: "general", Name: "go " + pumpup.NewKey()})).GetTask()
}

// approval asks for one on a new task.
func (a *agent) approval(ctx context.Context) string {
	return got(a.approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{
		ProjectName: "general", TaskId: a.task(ctx).GetId(), Summary: "May I?",
	})).GetEventId()
}

// decision watches an approval, plays beside it once nobody has decided yet, and is what was decided.
func (a *agent) decision(ctx context.Context, id string, play func()) pumpup.Decided {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var played chan any
	end, err := pumpup.WatchApproval(ctx, a.approvals, id, pumpup.OnPending(func(*pumpupv1.Pending) {
		if played == nil {
			played = make(chan any, 1)
			go func() {
				defer func() {
					if fell := recover(); fell != nil {
						played <- fell
						cancel()
					}
					close(played)
				}()
				play()
			}()
		}
	}))
	if played != nil {
		if fell := <-played; fell != nil {
			panic(fell)
		}
	}
	must(err)
	decided, ok := end.(pumpup.Decided)
	check(ok, "expected decided, got %T", end)
	return decided
}

// refund is the task and the approval of the step create.
func (a *agent) refund(ctx context.Context) (*pumpupv1.Task, string, *pumpupv1.OutcomeBid) {
	metadata := got(pumpup.Struct(map[string]any{"claim": "C-1029", "amount": 240}))
	task := got(a.tasks.Create(ctx, &pumpupv1.TasksCreateRequest{
		ProjectName: "general", Name: "refund " + pumpup.NewKey(), ExternalId: "order-" + pumpup.NewKey(),
		MetadataPatch: &pumpupv1.MetadataPatch{Set: metadata},
	})).GetTask()
	bid := pumpup.Bid(pumpup.Approve(""), 0.8, "Tracking shows a loss.")
	context := pumpup.Context("Claim", "C-1029", "Amount", "$240", "Reason", "Lost parcel")
	request := got(a.approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{
		ProjectName: "general", TaskId: task.GetId(), Summary: "Refund $240 on claim C-1029", KeyValueContext: context, Recommendation: bid,
	})).GetEventId()
	read := got(a.tasks.Get(ctx, &pumpupv1.TasksGetRequest{Id: task.GetId()}))
	check(read.GetTask().GetStatus() == pumpupv1.TaskStatus_TASK_STATUS_WAITING, "the task is %s", read.GetTask().GetStatus())
	check(read.GetTask().GetExternalId() == task.GetExternalId(), "the external id is %q", read.GetTask().GetExternalId())
	check(proto.Equal(read.GetTask().GetMetadata(), metadata), "the metadata is %v", read.GetTask().GetMetadata())
	check(len(read.GetOpenRequests()) == 1 && read.GetOpenRequests()[0].GetId() == request, "open are %v", read.GetOpenRequests())
	shown := read.GetOpenRequests()[0].GetKeyValueContext()
	check(len(shown) == len(context), "the context is %v", shown)
	for i := range context {
		check(proto.Equal(shown[i], context[i]), "the context is %v", shown)
	}
	return task, request, bid
}

func requests(me *agent) {
	var request string
	var bid *pumpupv1.OutcomeBid
	var first pumpup.Decided
	step("create", func(ctx context.Context) { _, request, bid = me.refund(ctx) })
	step("watch", func(ctx context.Context) {
		first = me.decision(ctx, request, func() {
			ask("decide", "id", request, "outcome", "APPROVE", "note", "Photos are clear.", "reason_code", "photos")
		})
		approve := first.GetOutcome().GetApprove()
		check(approve.GetNote() == "Photos are clear." && approve.GetReasonCode() == "photos", "the outcome is %v", first.GetOutcome())
		check(first.GetDecidedBy() == "admin", "decided by %q", first.GetDecidedBy())
		check(first.GetAuthoritySnapshot().GetSubject() != "", "the authority has no subject")
		check(proto.Equal(first.GetRecommendationSnapshot(), bid), "the recommendation is %v", first.GetRecommendationSnapshot())
	})
	step("watch-late", func(ctx context.Context) {
		again := me.decision(ctx, request, func() { check(false, "it is pending again") })
		check(again.GetEventId() == first.GetEventId() && first.GetEventId() != "", "another decision: %v", again)
	})
	step("outcomes", func(ctx context.Context) {
		for _, want := range []*pumpupv1.Outcome{
			pumpup.Approve("Because."), pumpup.Reject("Because."), pumpup.EditAndApprove("Because."), pumpup.Escalate("Because."),
			pumpup.RequestMoreInfo("Because."),
		} {
			id := me.approval(ctx)
			name := pumpup.Kind(want).String()[len("OUTCOME_KIND_"):]
			decided := me.decision(ctx, id, func() { ask("decide", "id", id, "outcome", name, "note", "Because.") })
			check(proto.Equal(decided.GetOutcome(), want), "expected %v, got %v", want, decided.GetOutcome())
			check(pumpup.Note(decided.GetOutcome()) == "Because.", "the note is %q", pumpup.Note(decided.GetOutcome()))
		}
	})
	step("fields", me.fields)
	step("resume-kill", func(ctx context.Context) { me.resume(ctx, func() { ask("restart", "how", "KILL") }) })
	step("resume-drain", func(ctx context.Context) { me.resume(ctx, func() { ask("restart", "how", "TERM") }) })
	step("resume-cut", func(ctx context.Context) {
		through := dial(pumpup.WithURL(ask("cutter")["url"]))
		defer through.conn.Close()
		id := me.approval(ctx)
		through.decision(ctx, id, func() {
			ask("cuts")
			ask("decide", "id", id, "outcome", "APPROVE")
		})
	})
}

// resume has the server go away under a watch.
func (a *agent) resume(ctx context.Context, play func()) {
	id := a.approval(ctx)
	a.decision(ctx, id, func() {
		play()
		ask("decide", "id", id, "outcome", "APPROVE")
	})
}
