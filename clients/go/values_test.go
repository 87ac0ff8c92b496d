package pumpup

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"pumpup.com/go/pumpupv1"
)

func TestOutcomes(t *testing.T) {
	for kind, outcome := range map[pumpupv1.OutcomeKind]*pumpupv1.Outcome{
		pumpupv1.OutcomeKind_OUTCOME_KIND_APPROVE:           Approve("n"),
		pumpupv1.OutcomeKind_OUTCOME_KIND_REJECT:            Reject("n"),
		pumpupv1.OutcomeKind_OUTCOME_KIND_EDIT_AND_APPROVE:  EditAndApprove("n"),
		pumpupv1.OutcomeKind_OUTCOME_KIND_ESCALATE:          Escalate("n"),
		pumpupv1.OutcomeKind_OUTCOME_KIND_REQUEST_MORE_INFO: RequestMoreInfo("n"),
	} {
		if Kind(outcome) != kind || Note(outcome) != "n" || ReasonCode(outcome) != "" {
			t.Errorf("%s is %v", kind, outcome)
		}
	}
	if Kind(nil) != pumpupv1.OutcomeKind_OUTCOME_KIND_UNSPECIFIED || Note(&pumpupv1.Outcome{}) != "" {
		t.Error("no outcome became one")
	}
}

func TestFieldsAndAnswers(t *testing.T) {
	for _, each := range []struct {
		field  *pumpupv1.Field
		value  *pumpupv1.FieldValue
		answer any
	}{
		{Required("f", "F", &pumpupv1.Field_Text{}), Text("a"), "a"},
		{Required("f", "F", &pumpupv1.Field_TextArea{}), TextArea("a\nb"), "a\nb"},
		{Required("f", "F", &pumpupv1.Field_Number{}), Number(2), 2.0},
		{Required("f", "F", &pumpupv1.Field_Slider{}), Slider(0.5), 0.5},
		{Required("f", "F", &pumpupv1.Field_Select{}), Select("a"), "a"},
		{Required("f", "F", &pumpupv1.Field_Multiselect{}), Multiselect("a", "b"), []string{"a", "b"}},
		{Required("f", "F", &pumpupv1.Field_DateField{}), Date("2026-05-13"), "2026-05-13"},
		{Required("f", "F", &pumpupv1.Field_Time{}), Time("08:30"), "08:30"},
		{Required("f", "F", &pumpupv1.Field_DateTime{}), DateTime("2026-05-13T08:30"), "2026-05-13T08:30"},
		{Required("f", "F", &pumpupv1.Field_Switch{}), Switch(false), false},
	} {
		asked, answered := each.field.ProtoReflect(), each.value.ProtoReflect()
		kind := asked.WhichOneof(asked.Descriptor().Oneofs().ByName("kind"))
		arm := answered.WhichOneof(answered.Descriptor().Oneofs().ByName("kind"))
		if kind == nil || arm == nil || kind.Name() != arm.Name() || !each.field.GetRequired() {
			t.Errorf("%v is answered by %v", each.field, each.value)
		}
		if got := Answer(each.value); !reflect.DeepEqual(got, each.answer) {
			t.Errorf("%v reads %#v", each.value, got)
		}
	}
	if Answer(nil) != nil || Optional("f", "F", &pumpupv1.Field_Switch{}).GetRequired() {
		t.Error("what is open is not left open")
	}
}

func TestStruct(t *testing.T) {
	type claim struct {
		Parts []string `json:"parts"`
	}
	made, err := Struct(claim{[]string{"hood", "roof"}})
	if err != nil || !reflect.DeepEqual(made.AsMap(), map[string]any{"parts": []any{"hood", "roof"}}) {
		t.Errorf("it became %v, %v", made, err)
	}
	for _, fits := range []any{-1 << 53, 1 << 60, 1e18, 1.2345678901234567e19, 1e300, 0.1} {
		if made, err := Struct(map[string]any{"n": fits}); err != nil {
			t.Errorf("%v became %v, %v", fits, made, err)
		}
	}
	for _, unfit := range []any{1<<53 + 1, int64(math.MinInt64 + 1), uint64(math.MaxUint64), json.Number("1" + strings.Repeat("0", 400))} {
		made, err := Struct(map[string]any{"deep": []any{1, map[string]any{"n": unfit}}})
		if want := fmt.Sprintf("%v does not fit a double: send it as text", unfit); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v became %v, %v", unfit, made, err)
		}
	}
	for _, bad := range []any{"text", 3, []int{1}, map[string]any{"f": func() {}}, nil} {
		if made, err := Struct(bad); err == nil {
			t.Errorf("%T became %v", bad, made)
		}
	}
}
