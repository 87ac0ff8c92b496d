package pumpup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"pumpup.com/go/pumpupv1"
)

// uploads takes files, but goes away in the midst of the first few.
type uploads struct {
	pumpupv1.UploadsClient
	breaks, opened int
	keys           map[string]bool
	taken          bytes.Buffer
	ctx            context.Context
}

func (u *uploads) Upload(ctx context.Context, _ ...grpc.CallOption) (grpc.ClientStreamingClient[pumpupv1.UploadsUploadRequest, pumpupv1.UploadsUploadResponse], error) {
	u.opened++
	u.ctx = ctx
	u.taken.Reset()
	return &upload{uploads: u}, nil
}

type upload struct {
	grpc.ClientStream
	*uploads
	sent int
}

func (u *upload) Send(message *pumpupv1.UploadsUploadRequest) error {
	if u.sent++; u.sent == 1 {
		u.keys[message.GetIdempotencyKey()] = true
	}
	if u.opened <= u.breaks && u.sent == 2 {
		return io.EOF
	}
	u.taken.Write(message.GetChunk())
	return nil
}

func (u *upload) CloseAndRecv() (*pumpupv1.UploadsUploadResponse, error) {
	if u.opened <= u.breaks {
		return nil, AsError(from(codes.Unavailable, ReasonDraining, "come back"))
	}
	return &pumpupv1.UploadsUploadResponse{Upload: &pumpupv1.Upload{Size: uint64(u.taken.Len())}}, nil
}

func TestAnUploadBeginsAgainWithItsKey(t *testing.T) {
	content := bytes.Repeat([]byte("pumpup"), 100_000)
	synctest.Test(t, func(t *testing.T) {
		client := &uploads{breaks: 2, keys: map[string]bool{}}
		upload, err := Upload(t.Context(), client, "a", bytes.NewReader(content))
		if err != nil || upload.GetSize() != uint64(len(content)) || !bytes.Equal(client.taken.Bytes(), content) {
			t.Fatalf("%v, %v", upload, err)
		}
		if client.opened != 3 || len(client.keys) != 1 || client.keys[""] {
			t.Errorf("%d attempts with the keys %v", client.opened, client.keys)
		}
		client = &uploads{breaks: 1, keys: map[string]bool{}}
		if _, err = Upload(t.Context(), client, "a", bytes.NewBuffer(content)); AsError(err).Reason != ReasonDraining || client.opened != 1 {
			t.Errorf("what cannot be read twice was sent %d times: %v", client.opened, err)
		}
	})
}

func TestAnUploadThatCannotBeReadIsNoUpload(t *testing.T) {
	client := &uploads{keys: map[string]bool{}}
	broken := errors.New("the disk is gone")
	_, err := Upload(t.Context(), client, "a", io.MultiReader(bytes.NewReader(make([]byte, chunk+1)), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || client.ctx.Err() == nil {
		t.Errorf("%v, and the stream is left at %v", err, client.ctx.Err())
	}
}
