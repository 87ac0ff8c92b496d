// Package pumpup connects Go programs to a Pump Up server: agents ask for an approval or for typed answers, and wait for a person.
//
// The calls themselves are the generated stubs of [pumpup.com/go/pumpupv1]. This package gives them a connection that carries the
// key, retries, sets deadlines and answers typed errors ([Dial]), and what stubs cannot: waits that outlast restarts of the server
// ([WatchApproval], [WatchElicitation], [WatchEvents]), pages as iterators ([Tasks], [Projects], [Events]), files ([Upload],
// [Download]) and short ways to write the oneofs ([Approve], [Required], [Bid]).
//
//	conn, err := pumpup.Dial() // PUMPUP_API_KEY and PUMPUP_URL
//	approvals := pumpupv1.NewApprovalsClient(conn)
//	created, err := approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{…})
//	end, err := pumpup.WatchApproval(ctx, approvals, created.GetEventId())
//	switch end := end.(type) {
//	case pumpup.Decided: // end.GetOutcome(), end.GetDecidedBy()
//	case pumpup.Cancelled: // end.GetReason()
//	case pumpup.TimedOut:
//	}
package pumpup
