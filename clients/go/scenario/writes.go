package main

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"

	"google.golang.org/grpc/codes"

	"pumpup.com/go"
	"pumpup.com/go/pumpupv1"
)

func writes(me *agent) {
	key := pumpup.NewKey()
	create := &pumpupv1.ApprovalsCreateRequest{IdempotencyKey: key, ProjectName: "general", Summary: "May I?"}
	var request string
	step("same-key", func(ctx context.Context) {
		create.TaskId = me.task(ctx).GetId()
		request = got(me.approvals.Create(ctx, create)).GetEventId()
		again := got(me.approvals.Create(ctx, create)).GetEventId()
		check(request == again, "two requests: %s and %s", request, again)
		asked := 0
		for event, err := range pumpup.Events(ctx, me.tasks, &pumpupv1.TasksListEventsRequest{TaskId: create.GetTaskId()}) {
			must(err)
			if event.GetEventType() == pumpupv1.EventType_EVENT_TYPE_APPROVAL_REQUESTED {
				asked++
			}
		}
		check(asked == 1, "%d requests on the timeline", asked)
	})
	step("other-request", func(ctx context.Context) {
		_, err := me.approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{
			IdempotencyKey: key, ProjectName: "general", TaskId: create.GetTaskId(), Summary: "May I really?",
		})
		refused(err, pumpup.ReasonIdempotencyKeyReused)
	})
	step("retries", func(ctx context.Context) {
		puppet := dial(pumpup.WithURL(ask("puppet")["url"]))
		defer puppet.conn.Close()
		task := got(puppet.tasks.Create(ctx, &pumpupv1.TasksCreateRequest{ProjectName: "general", Name: "twice"})).GetTask()
		check(task.GetExternalId() == "3", "%s attempts came", task.GetExternalId())
		keys := task.GetMetadata().GetFields()["keys"].GetNumberValue()
		check(keys == 1, "%v keys came", keys)
	})
	step("conflict", func(ctx context.Context) {
		_, err := me.approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{
			ProjectName: "general", TaskId: create.GetTaskId(), Summary: "And may I?",
		})
		e := refused(err, pumpup.ReasonRequestAlreadyOpen)
		check(e.Metadata["request_id"] == request, "the metadata is %v", e.Metadata)
	})
	step("faults", func(ctx context.Context) {
		_, err := me.approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{
			ProjectName: "general", TaskId: me.task(ctx).GetId(), KeyValueContext: pumpup.Context("Claim", "C-1", "Claim", "C-2"),
		})
		e := refused(err, pumpup.ReasonInvalidRequest)
		fields := []string{}
		for _, violation := range e.Violations {
			fields = append(fields, violation.Field)
			check(violation.Description != "", "%s has no description", violation.Field)
			check(strings.Contains(err.Error(), violation.Field) && strings.Contains(err.Error(), violation.Description), "it says only: %v", err)
		}
		slices.Sort(fields)
		check(slices.Equal(fields, []string{"key_value_context[1].key", "summary"}), "the fields are %v", fields)
	})
	step("reasons", func(ctx context.Context) {
		puppet := dial(pumpup.WithURL(ask("puppet")["url"]))
		defer puppet.conn.Close()
		reasons := map[string]string{}
		must(json.Unmarshal(got(os.ReadFile("clients/scenario/reasons.json")), &reasons))
		check(len(reasons) > 30, "%d reasons", len(reasons))
		play := func(reason, name string) {
			_, err := puppet.tasks.Get(ctx, &pumpupv1.TasksGetRequest{Id: reason})
			e := refused(err, pumpup.Reason(reason))
			var code codes.Code
			must(code.UnmarshalJSON([]byte(`"` + name + `"`)))
			check(e.Code == code, "%s came as %s", reason, e.Code)
			check(strings.Contains(err.Error(), "the puppet refuses this for "+reason), "it says only: %v", err)
			check(e.Metadata["puppet"] == "yes", "the metadata is %v", e.Metadata)
			check(e.Timeout() == (reason == "DEADLINE_EXCEEDED"), "%s is a time-out: %v", reason, e.Timeout())
		}
		for reason, code := range reasons {
			play(reason, code)
		}
	})
}
