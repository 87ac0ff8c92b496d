package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"pumpup.com/go"
	"pumpup.com/go/pumpupv1"
)

// whoAmI calls something that changes nothing, with a deadline.
func whoAmI(ctx context.Context, limit time.Duration, options ...pumpup.Option) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	conn, err := pumpup.Dial(options...)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = pumpupv1.NewAccessClient(conn).WhoAmI(ctx, &pumpupv1.AccessWhoAmIRequest{})
	return err
}

func says(err error, word string) {
	check(err != nil && strings.Contains(err.Error(), word), "it does not say %q: %v", word, err)
}

func failures(me *agent) {
	step("time-out", func(ctx context.Context) {
		began := time.Now()
		limited, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
		defer cancel()
		end, waited := pumpup.WatchApproval(limited, me.approvals, me.approval(ctx))
		check(end == nil, "it ended with %v", end)
		called := whoAmI(ctx, 500*time.Millisecond, pumpup.WithURL(ask("silent")["url"]))
		for _, err := range []error{waited, called} {
			check(errors.Is(err, context.DeadlineExceeded), "no time-out: %v", err)
			refused(err, pumpup.ReasonDeadlineExceeded)
		}
		check(time.Since(began) < 5*time.Second, "it took %s", time.Since(began))
	})
	step("wrong-key", func(ctx context.Context) {
		err := whoAmI(ctx, 3*time.Second, pumpup.WithKey("pk_wrong"))
		refused(err, pumpup.ReasonUnauthenticated)
		says(err, "Bearer")
	})
	step("people", me.people)
	step("nobody", func(ctx context.Context) {
		url := ask("nobody")["url"]
		err := whoAmI(ctx, 3*time.Second, pumpup.WithURL(url))
		says(err, strings.TrimPrefix(url, "http://"))
		says(err, "pumpup serve")
	})
	step("plaintext", func(ctx context.Context) {
		says(whoAmI(ctx, 3*time.Second, pumpup.WithURL("http://pumpup.example")), "WithPlaintext")
		conn := got(pumpup.Dial(pumpup.WithURL("http://pumpup.example"), pumpup.WithPlaintext()))
		must(conn.Close())
		says(whoAmI(ctx, 3*time.Second, pumpup.WithURL("https"+strings.TrimPrefix(os.Getenv("PUMPUP_URL"), "http"))), "does not speak TLS")
		secure := ask("tls")
		says(whoAmI(ctx, 3*time.Second, pumpup.WithURL("http"+strings.TrimPrefix(secure["url"], "https"))), "speaks TLS")
		says(whoAmI(ctx, 3*time.Second, pumpup.WithURL(secure["url"])), "PUMPUP_CA_CERT")
	})
	step("tls", func(ctx context.Context) {
		at := ask("tls")
		secure := dial(pumpup.WithURL(at["url"]), pumpup.WithCACert(at["ca"]), pumpup.WithKey(at["key"]))
		defer secure.conn.Close()
		secure.refund(ctx)
	})
	step("too-large", func(ctx context.Context) {
		_, err := me.tasks.AddNote(ctx, &pumpupv1.TasksAddNoteRequest{TaskId: me.task(ctx).GetId(), Message: strings.Repeat("x", 5_000_000)})
		refused(err, pumpup.ReasonLimitExceeded)
		says(err, "bytes")
	})
}

func (a *agent) people(ctx context.Context) {
	person := dial(pumpup.WithKey(os.Getenv("PUMPUP_ADMIN_KEY")))
	defer person.conn.Close()
	id := a.approval(ctx)
	other := got(a.approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{
		ProjectName: "general", TaskId: a.task(ctx).GetId(), Summary: "May I do something else?",
	})).GetEventId()
	decide := func(by *agent, digestOf string) error {
		read := got(a.approvals.Get(ctx, &pumpupv1.ApprovalsGetRequest{Id: digestOf}))
		_, err := by.approvals.Decide(ctx, &pumpupv1.ApprovalsDecideRequest{
			Id: id, Outcome: pumpup.Approve("Fine."), Digest: read.GetRequest().GetDigest(),
		})
		return err
	}
	refused(decide(a, id), pumpup.ReasonPermissionDenied)
	refused(decide(person, other), pumpup.ReasonDigestMismatch)
	must(decide(person, id))
	e := refused(decide(person, id), pumpup.ReasonRequestAlreadyDecided)
	check(e.Metadata["decided_by"] == "admin", "the metadata is %v", e.Metadata)
}
