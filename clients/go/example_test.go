package pumpup_test

import (
	"errors"
	"fmt"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"pumpup.com/go"
	"pumpup.com/go/pumpupv1"
)

func ExampleContext() {
	for _, entry := range pumpup.Context("Claim", "C-1029", "Amount", "$240") {
		fmt.Println(entry.GetKey()+":", entry.GetValue())
	}
	// Output:
	// Claim: C-1029
	// Amount: $240
}

func ExampleBid() {
	bid := pumpup.Bid(pumpup.EditAndApprove("At most $200."), 0.8, "Tracking shows a loss.")
	fmt.Println(pumpup.Note(bid.GetOutcome()), bid.GetConfidence())
	// Output: At most $200. 0.8
}

func ExampleKind() {
	outcome := pumpup.EditAndApprove("At most $200.")
	switch pumpup.Kind(outcome) {
	case pumpupv1.OutcomeKind_OUTCOME_KIND_APPROVE:
		fmt.Println("Do it as it was asked for.")
	case pumpupv1.OutcomeKind_OUTCOME_KIND_EDIT_AND_APPROVE:
		fmt.Println("Do it with this change only:", pumpup.Note(outcome))
	default:
		fmt.Println("Do not do it.")
	}
	// Output: Do it with this change only: At most $200.
}

func ExampleRequired() {
	field := pumpup.Required("cover", "Coverage", &pumpupv1.Field_Select{Options: []string{"collision", "comprehensive"}})
	bid := pumpup.FieldBid("cover", pumpup.Select("comprehensive"), 0.92, "Hail damage pattern.")
	fmt.Println(field.GetLabel()+"?", pumpup.Answer(bid.GetValue()))
	// Output: Coverage? comprehensive
}

func ExampleStruct() {
	metadata, err := pumpup.Struct(map[string]any{"claim": "C-1029", "amount": 240})
	fmt.Println(metadata.GetFields()["amount"].GetNumberValue(), err)
	// Output: 240 <nil>
}

func ExampleError() {
	err := error(pumpup.AsError(status.Error(codes.DeadlineExceeded, "too late")))
	var failed *pumpup.Error
	if errors.As(err, &failed) {
		fmt.Println(failed.Reason, failed.Timeout())
	}
	// Output: DEADLINE_EXCEEDED true
}
