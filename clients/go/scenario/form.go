package main

import (
	"context"
	"encoding/json"
	"os"
	"reflect"

	"google.golang.org/protobuf/encoding/protojson"

	"pumpup.com/go"
	"pumpup.com/go/pumpupv1"
)

// form is form.json. The options of a field are named as in its message, so that protojson reads them.
type form struct {
	Summary    string
	Fields     []map[string]any
	Bids       map[string]any
	Confidence float64
	Rationale  string
	Answers    map[string]any
}

// field makes the message of a field: what is not common to all kinds goes into its arm.
func field(from map[string]any) *pumpupv1.Field {
	arm, whole := map[string]any{}, map[string]any{from["kind"].(string): map[string]any{}}
	for name, value := range from {
		switch name {
		case "kind":
		case "id", "label", "description", "required":
			whole[name] = value
		case "format":
			arm[name] = "FORMAT_" + value.(string)
		default:
			arm[name] = value
		}
	}
	whole[from["kind"].(string)] = arm
	made := &pumpupv1.Field{}
	must(protojson.Unmarshal(got(json.Marshal(whole)), made))
	return made
}

// value makes a field's value in the arm of its kind.
func value(kind string, from any) *pumpupv1.FieldValue {
	if kind == "multiselect" {
		from = map[string]any{"options": from}
	}
	made := &pumpupv1.FieldValue{}
	must(protojson.Unmarshal(got(json.Marshal(map[string]any{kind: from})), made))
	return made
}

func (a *agent) fields(ctx context.Context) {
	var form form
	must(json.Unmarshal(got(os.ReadFile("clients/scenario/form.json")), &form))
	task := a.task(ctx)
	create := &pumpupv1.ElicitationsCreateRequest{ProjectName: "general", TaskId: task.GetId(), Summary: form.Summary}
	kinds := map[string]string{}
	for _, each := range form.Fields {
		id, kind := each["id"].(string), each["kind"].(string)
		kinds[id] = kind
		create.Fields = append(create.Fields, field(each))
		create.Recommendation = append(create.Recommendation, pumpup.FieldBid(id, value(kind, form.Bids[id]), form.Confidence, form.Rationale))
	}
	id := got(a.elicitations.Create(ctx, create)).GetEventId()
	asked := false
	end := got(pumpup.WatchElicitation(ctx, a.elicitations, id, pumpup.OnPending(func(*pumpupv1.Pending) {
		if !asked {
			asked = true
			ask("answer", "id", id)
		}
	})))
	answered, ok := end.(pumpup.Answered)
	check(ok, "expected answered, got %T", end)
	check(len(answered.GetAnswers()) == len(form.Answers) && len(form.Answers) == 10, "%d answers", len(answered.GetAnswers()))
	for field, want := range form.Answers {
		answer := answered.GetAnswers()[field]
		arm := answer.ProtoReflect().WhichOneof(answer.ProtoReflect().Descriptor().Oneofs().ByName("kind"))
		check(arm != nil && string(arm.Name()) == kinds[field], "%s is answered in another arm: %v", field, answer)
		have := pumpup.Answer(answer)
		if list, ok := have.([]string); ok {
			have = anys(list)
		}
		check(reflect.DeepEqual(have, want), "%s: expected %v, got %v", field, want, have)
	}
	open := got(a.tasks.Get(ctx, &pumpupv1.TasksGetRequest{Id: task.GetId()})).GetOpenRequests()
	check(len(open) == 0, "still open: %v", open)
}

func anys(list []string) []any {
	made := make([]any, len(list))
	for i := range list {
		made[i] = list[i]
	}
	return made
}
