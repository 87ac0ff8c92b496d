// Command scenario is Go's player of clients/scenario: it goes through what an agent goes through and says how each step went.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"google.golang.org/grpc"

	"pumpup.com/go"
	"pumpup.com/go/pumpupv1"
)

// agent is a connection and the stubs over it.
type agent struct {
	conn         *grpc.ClientConn
	tasks        pumpupv1.TasksClient
	approvals    pumpupv1.ApprovalsClient
	elicitations pumpupv1.ElicitationsClient
	uploads      pumpupv1.UploadsClient
}

func dial(options ...pumpup.Option) *agent {
	conn, err := pumpup.Dial(options...)
	must(err)
	return &agent{conn, pumpupv1.NewTasksClient(conn), pumpupv1.NewApprovalsClient(conn), pumpupv1.NewElicitationsClient(conn),
		pumpupv1.NewUploadsClient(conn)}
}

var (
	stage = bufio.NewScanner(os.Stdin)
	said  = json.NewEncoder(os.Stdout)
)

// ask has the stage do what an agent cannot.
func ask(what string, pairs ...string) map[string]string {
	line := map[string]string{"ask": what}
	for i := 0; i < len(pairs); i += 2 {
		line[pairs[i]] = pairs[i+1]
	}
	must(said.Encode(line))
	check(stage.Scan(), "the stage has gone")
	answer := map[string]string{}
	must(json.Unmarshal(stage.Bytes(), &answer))
	check(answer["error"] == "", "the stage failed: %s", answer["error"])
	return answer
}

// failure is what check and must leave a step with.
type failure struct{ why string }

func check(holds bool, why string, values ...any) {
	if !holds {
		panic(failure{fmt.Sprintf(why, values...)})
	}
}

func must(err error) {
	if err != nil {
		panic(failure{err.Error()})
	}
}

func got[T any](value T, err error) T {
	must(err)
	return value
}

// refused is the error as this client's own, which has to be for that reason.
func refused(err error, reason pumpup.Reason) *pumpup.Error {
	var e *pumpup.Error
	check(errors.As(err, &e), "expected %s, got %v", reason, err)
	check(e.Reason == reason, "expected %s, got %v", reason, e)
	return e
}

// step plays one, and tells the stage.
func step(name string, play func(context.Context)) {
	ctx, cancel := context.WithTimeout(context.Background(), 18*time.Second)
	defer cancel()
	outcome := struct {
		Step   string `json:"step"`
		Passed bool   `json:"passed"`
		Why    string `json:"why,omitempty"`
	}{Step: name, Passed: true}
	func() {
		defer func() {
			if fell := recover(); fell != nil {
				because, expected := fell.(failure)
				if !expected {
					panic(fell)
				}
				outcome.Passed, outcome.Why = false, because.why
			}
		}()
		play(ctx)
	}()
	if err := said.Encode(outcome); err != nil {
		os.Exit(1)
	}
}

func main() {
	defer func() {
		if fell := recover(); fell != nil { // Before the first step: there is nobody to be.
			fmt.Fprintln(os.Stderr, fell)
			os.Exit(1)
		}
	}()
	me := dial()
	defer me.conn.Close()
	requests(me)
	writes(me)
	records(me)
	failures(me)
}
