package pumpup

import (
	"context"
	"encoding/base64"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"pumpup.com/go/pumpupv1"
)

// undecided is a server on which nobody ever decides.
type undecided struct {
	pumpupv1.UnimplementedApprovalsServer
}

func (undecided) WatchResult(_ *pumpupv1.ApprovalsWatchResultRequest, stream grpc.ServerStreamingServer[pumpupv1.ApprovalsWatchResultResponse]) error {
	if err := stream.Send(pending); err != nil {
		return err
	}
	<-stream.Context().Done()
	return stream.Context().Err()
}

func TestAWatchEndsWithItsConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	pumpupv1.RegisterApprovalsServer(server, undecided{})
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	defer func() {
		if server.Stop(); <-ended != nil {
			t.Error("the server could not serve")
		}
	}()
	conn, err := Dial(WithKey("pk"), WithURL("http://"+listener.Addr().String()))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	closing := OnPending(func(*pumpupv1.Pending) { conn.Close() })
	for _, when := range []string{"while it is watched", "before"} {
		_, err = WatchApproval(ctx, pumpupv1.NewApprovalsClient(conn), "r1", closing)
		if err == nil || !strings.Contains(err.Error(), "The connection was closed by this program.") {
			t.Errorf("closed %s: %v", when, err)
		}
	}
}

func TestDamagedDetailsLeaveTheCodeAndTheSentence(t *testing.T) {
	damaged := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range map[string]string{
			"Content-Type": "application/grpc", "Grpc-Status": "5", "Grpc-Message": "There is no task t1.",
			"Grpc-Status-Details-Bin": base64.RawStdEncoding.EncodeToString([]byte("no message")),
		} {
			w.Header().Set(name, value)
		}
	}))
	damaged.Config.Protocols = new(http.Protocols)
	damaged.Config.Protocols.SetUnencryptedHTTP2(true)
	damaged.Start()
	defer damaged.Close()
	conn, err := Dial(WithKey("pk"), WithURL(damaged.URL))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, err = pumpupv1.NewTasksClient(conn).Get(t.Context(), &pumpupv1.TasksGetRequest{Id: "t1"})
	if e := AsError(err); e == nil || e.Code != codes.NotFound || e.Message != "There is no task t1." {
		t.Errorf("it became %v", err)
	}
}
