package pumpup

import (
	"context"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"

	"pumpup.com/go/pumpupv1"
)

func TestURLs(t *testing.T) {
	for _, each := range []struct {
		url       string
		plaintext bool
		target    string
		secure    bool
		refusal   string
	}{
		{"", false, "127.0.0.1:50051", false, ""},
		{"http://localhost:50051/", false, "localhost:50051", false, ""},
		{"http://[::1]:50051", false, "[::1]:50051", false, ""},
		{"http://127.0.0.1", false, "127.0.0.1:80", false, ""},
		{"https://pumpup.example", false, "pumpup.example:443", true, ""},
		{"https://pumpup.example:8443", false, "pumpup.example:8443", true, ""},
		{"http://pumpup.example", true, "pumpup.example:80", false, ""},
		{"http://pumpup.example", false, "", false, "WithPlaintext()"},
		{"http://localhost.example", false, "", false, "WithPlaintext()"},
		{"pumpup.example:50051", false, "", false, "PUMPUP_URL has to look like"},
		{"grpc://pumpup.example", false, "", false, "PUMPUP_URL has to look like"},
		{"https://", false, "", false, "PUMPUP_URL has to look like"},
		{"https://pumpup.example/api", false, "", false, "PUMPUP_URL has to look like"},
		{"https://me:key@pumpup.example", false, "", false, "PUMPUP_URL has to look like"},
	} {
		target, secure, err := locate(each.url, each.plaintext)
		if each.refusal != "" {
			if err == nil || !strings.Contains(err.Error(), each.refusal) {
				t.Errorf("%q is refused as %v", each.url, err)
			}
		} else if err != nil || target != each.target || secure != each.secure {
			t.Errorf("%q became %q, %v, %v", each.url, target, secure, err)
		}
	}
}

func TestBadSetUpsSayWhatToDo(t *testing.T) {
	t.Setenv("PUMPUP_API_KEY", " ")
	t.Setenv("PUMPUP_URL", "")
	t.Setenv("PUMPUP_CA_CERT", "")
	for name, each := range map[string]struct {
		options []Option
		says    string
	}{
		"no key":         {nil, "export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)"},
		"no certificate": {[]Option{WithKey("pk"), WithURL("https://localhost"), WithCACert("doc.go")}, "doc.go holds no certificate"},
		"no file":        {[]Option{WithKey("pk"), WithURL("https://localhost"), WithCACert("missing.pem")}, "missing.pem"},
	} {
		if _, err := Dial(each.options...); err == nil || !strings.Contains(err.Error(), each.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKeysAreMadeOnceForACallAndNeverLeftBehind(t *testing.T) {
	mine := &pumpupv1.TasksCreateRequest{Name: "refund", MetadataPatch: &pumpupv1.MetadataPatch{Unset: []string{"a"}}}
	first, second := keyed(mine).(*pumpupv1.TasksCreateRequest), keyed(mine).(*pumpupv1.TasksCreateRequest)
	if first.GetIdempotencyKey() == "" || first.GetIdempotencyKey() == second.GetIdempotencyKey() || mine.GetIdempotencyKey() != "" {
		t.Errorf("the keys are %q, %q and %q", first.GetIdempotencyKey(), second.GetIdempotencyKey(), mine.GetIdempotencyKey())
	}
	if first.IdempotencyKey = ""; !proto.Equal(first, mine) {
		t.Errorf("the rest became %v", first)
	}
	for _, as := range []proto.Message{&pumpupv1.TasksCreateRequest{IdempotencyKey: "mine"}, &pumpupv1.TasksGetRequest{Id: "t"}} {
		if keyed(as) != as {
			t.Errorf("%v was changed", as)
		}
	}
}

func TestCallsEnd(t *testing.T) {
	waiting := &pumpupv1.ApprovalsGetResultRequest{Wait: durationpb.New(20 * time.Second)}
	soon, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	for name, each := range map[string]struct {
		ctx     context.Context
		request any
		limit   time.Duration
	}{
		"by itself":       {t.Context(), &pumpupv1.TasksGetRequest{}, 30 * time.Second},
		"after its wait":  {t.Context(), waiting, 50 * time.Second},
		"as the caller's": {soon, waiting, time.Second},
	} {
		err := deadlines(30*time.Second)(each.ctx, "", each.request, nil, nil, func(ctx context.Context, _ string, _, _ any, _ *grpc.ClientConn, _ ...grpc.CallOption) error {
			end, has := ctx.Deadline()
			if left := time.Until(end); !has || left > each.limit || left < each.limit-time.Second {
				t.Errorf("%s: %s are left, %v", name, left, has)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
