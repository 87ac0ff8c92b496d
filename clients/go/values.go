package pumpup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/structpb"

	"pumpup.com/go/pumpupv1"
)

// Approve is the outcome that says go ahead. The note may be empty.
func Approve(note string) *pumpupv1.Outcome {
	return &pumpupv1.Outcome{Kind: &pumpupv1.Outcome_Approve_{Approve: &pumpupv1.Outcome_Approve{Note: note}}}
}

// Reject is the outcome that says do not do it. The note may be empty.
func Reject(note string) *pumpupv1.Outcome {
	return &pumpupv1.Outcome{Kind: &pumpupv1.Outcome_Reject_{Reject: &pumpupv1.Outcome_Reject{Note: note}}}
}

// EditAndApprove is the outcome that says go ahead with a change. The note describes the change and is required.
func EditAndApprove(note string) *pumpupv1.Outcome {
	return &pumpupv1.Outcome{Kind: &pumpupv1.Outcome_EditAndApprove_{EditAndApprove: &pumpupv1.Outcome_EditAndApprove{Note: note}}}
}

// Escalate is the outcome that hands the decision up. The note may be empty.
func Escalate(note string) *pumpupv1.Outcome {
	return &pumpupv1.Outcome{Kind: &pumpupv1.Outcome_Escalate_{Escalate: &pumpupv1.Outcome_Escalate{Note: note}}}
}

// RequestMoreInfo is the outcome that asks to come back with more. The note best says with what.
func RequestMoreInfo(note string) *pumpupv1.Outcome {
	return &pumpupv1.Outcome{Kind: &pumpupv1.Outcome_RequestMoreInfo_{RequestMoreInfo: &pumpupv1.Outcome_RequestMoreInfo{Note: note}}}
}

// Kind says which of the five an outcome is, for switches that need not look into it.
//
//	switch pumpup.Kind(decided.GetOutcome()) {
//	case pumpupv1.OutcomeKind_OUTCOME_KIND_APPROVE: // As it was asked for.
//	case pumpupv1.OutcomeKind_OUTCOME_KIND_EDIT_AND_APPROVE: // Only with the change that pumpup.Note tells.
//	}
func Kind(outcome *pumpupv1.Outcome) pumpupv1.OutcomeKind {
	switch outcome.GetKind().(type) {
	case *pumpupv1.Outcome_Approve_:
		return pumpupv1.OutcomeKind_OUTCOME_KIND_APPROVE
	case *pumpupv1.Outcome_Reject_:
		return pumpupv1.OutcomeKind_OUTCOME_KIND_REJECT
	case *pumpupv1.Outcome_EditAndApprove_:
		return pumpupv1.OutcomeKind_OUTCOME_KIND_EDIT_AND_APPROVE
	case *pumpupv1.Outcome_Escalate_:
		return pumpupv1.OutcomeKind_OUTCOME_KIND_ESCALATE
	case *pumpupv1.Outcome_RequestMoreInfo_:
		return pumpupv1.OutcomeKind_OUTCOME_KIND_REQUEST_MORE_INFO
	}
	return pumpupv1.OutcomeKind_OUTCOME_KIND_UNSPECIFIED
}

// said is what all five outcomes have.
type said interface {
	GetNote() string
	GetReasonCode() string
}

func saidIn(outcome *pumpupv1.Outcome) said {
	switch kind := outcome.GetKind().(type) {
	case *pumpupv1.Outcome_Approve_:
		return kind.Approve
	case *pumpupv1.Outcome_Reject_:
		return kind.Reject
	case *pumpupv1.Outcome_EditAndApprove_:
		return kind.EditAndApprove
	case *pumpupv1.Outcome_Escalate_:
		return kind.Escalate
	case *pumpupv1.Outcome_RequestMoreInfo_:
		return kind.RequestMoreInfo
	}
	return (*pumpupv1.Outcome_Approve)(nil) // Its getters answer nothing.
}

// Note is the remark of an outcome, whichever of the five it is.
func Note(outcome *pumpupv1.Outcome) string { return saidIn(outcome).GetNote() }

// ReasonCode is the reason code of an outcome, whichever of the five it is.
func ReasonCode(outcome *pumpupv1.Outcome) string { return saidIn(outcome).GetReasonCode() }

// Bid is what the agent would decide itself, how sure it is (0 to 1), and why.
func Bid(outcome *pumpupv1.Outcome, confidence float64, rationale string) *pumpupv1.OutcomeBid {
	return &pumpupv1.OutcomeBid{Outcome: outcome, Confidence: &confidence, Rationale: rationale}
}

// FieldBid is what the agent would answer to a field, how sure it is (0 to 1), and why.
func FieldBid(field string, value *pumpupv1.FieldValue, confidence float64, rationale string) *pumpupv1.FieldBid {
	return &pumpupv1.FieldBid{FieldId: field, Value: value, Confidence: &confidence, Rationale: rationale}
}

// Context is what people decide by, as keys and values in turns, in the order in which it is shown.
//
//	KeyValueContext: pumpup.Context("Claim", "C-1029", "Amount", "$240"),
//
// It panics if a value is missing, as [strings.NewReplacer] does.
func Context(keysAndValues ...string) []*pumpupv1.ContextEntry {
	if len(keysAndValues)%2 != 0 {
		panic(fmt.Sprintf("pumpup.Context: the key %q has no value", keysAndValues[len(keysAndValues)-1]))
	}
	entries := make([]*pumpupv1.ContextEntry, 0, len(keysAndValues)/2)
	for i := 0; i < len(keysAndValues); i += 2 {
		entries = append(entries, &pumpupv1.ContextEntry{Key: keysAndValues[i], Value: keysAndValues[i+1]})
	}
	return entries
}

// Struct makes metadata or a detail of whatever JSON makes an object of: a map, a struct with tags. Its numbers are doubles; a whole
// number that does not fit one is refused.
//
//	metadata, err := pumpup.Struct(map[string]any{"claim": "C-1029", "amount": 240})
func Struct(object any) (*structpb.Struct, error) {
	text, err := json.Marshal(object)
	if err != nil {
		return nil, fmt.Errorf("pumpup: this is no JSON object: %w", err)
	}
	if number := unfit(text); number != "" {
		return nil, fmt.Errorf("pumpup: %s does not fit a double: send it as text", number)
	}
	made := &structpb.Struct{}
	if err := protojson.Unmarshal(text, made); err != nil {
		return nil, fmt.Errorf("pumpup: this is no JSON object: %s", text)
	}
	return made, nil
}

// unfit is the first whole number in a JSON text that a double would change; empty if there is none. Beyond 2^53 most do.
func unfit(text []byte) string {
	numbers := json.NewDecoder(bytes.NewReader(text))
	numbers.UseNumber()
	for {
		token, err := numbers.Token()
		if err != nil {
			return "" // The end, for json.Marshal made the text.
		}
		number, ok := token.(json.Number)
		if !ok || strings.ContainsAny(number.String(), ".eE") {
			continue
		}
		// Its neighbours may share a double with it, but only one of them is that double, or is how JSON writes it.
		double, err := number.Float64()
		exact, short := strconv.FormatFloat(double, 'f', 0, 64), strconv.FormatFloat(double, 'f', -1, 64)
		if err != nil || number.String() != exact && number.String() != short {
			return number.String()
		}
	}
}
