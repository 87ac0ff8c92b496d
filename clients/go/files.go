package pumpup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"google.golang.org/grpc/codes"

	"pumpup.com/go/pumpupv1"
)

const chunk = 256 * 1024

// UploadFile sends a file under its own name. Attach it to a task by an action: its AddAttachments.
//
//	photos, err := pumpup.UploadFile(ctx, uploads, "photos.zip")
//	_, err = tasks.RecordAction(ctx, &pumpupv1.TasksRecordActionRequest{
//		TaskId: id, Description: "Photos came in.",
//		AddAttachments: []*pumpupv1.Attachment{{Label: "photos", UploadId: photos.GetId()}},
//	})
func UploadFile(ctx context.Context, client pumpupv1.UploadsClient, path string) (*pumpupv1.Upload, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("pumpup: the file cannot be sent: %w", err)
	}
	defer file.Close()
	return Upload(ctx, client, filepath.Base(path), file)
}

// Upload sends what a reader holds. If the server goes away meanwhile, it begins again where the reader is an [io.Seeker].
func Upload(ctx context.Context, client pumpupv1.UploadsClient, name string, from io.Reader) (*pumpupv1.Upload, error) {
	key := NewKey() // The same for every attempt, so that only one file comes of them.
	again := func() bool { return false }
	if seeker, ok := from.(io.Seeker); ok {
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			again = func() bool { _, err := seeker.Seek(start, io.SeekStart); return err == nil }
		}
	}
	for attempt := 1; ; attempt++ {
		upload, err := send(ctx, client, &pumpupv1.UploadsUploadRequest{IdempotencyKey: key, FileName: name}, from)
		var failed *Error
		if !errors.As(err, &failed) || failed.Code != codes.Unavailable || failed.mistaken || attempt == 5 || !again() {
			return upload, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(max(firstPause<<attempt, failed.RetryAfter)):
		}
	}
}

func send(ctx context.Context, client pumpupv1.UploadsClient, message *pumpupv1.UploadsUploadRequest, from io.Reader) (*pumpupv1.Upload, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // Where reading fails, the server must not take what it has for the whole file.
	stream, err := client.Upload(ctx)
	if err != nil {
		return nil, err
	}
	buffer := make([]byte, chunk)
	for end := false; !end; message = new(pumpupv1.UploadsUploadRequest) {
		n, err := io.ReadFull(from, buffer)
		if end = errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF); err != nil && !end {
			return nil, fmt.Errorf("pumpup: what is sent cannot be read: %w", err)
		}
		message.Chunk = buffer[:n]
		if err := stream.Send(message); errors.Is(err, io.EOF) {
			break // The server has answered already; what, is said below.
		} else if err != nil {
			return nil, err
		}
	}
	answer, err := stream.CloseAndRecv()
	return answer.GetUpload(), err
}

// Download writes the bytes of an upload, and says how many there were.
func Download(ctx context.Context, client pumpupv1.UploadsClient, id string, into io.Writer) (int64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // Where writing fails, the rest need not come.
	stream, err := client.Download(ctx, &pumpupv1.UploadsDownloadRequest{Id: id})
	var written int64
	for err == nil {
		var part *pumpupv1.UploadsDownloadResponse
		if part, err = stream.Recv(); err == nil {
			var n int
			n, err = into.Write(part.GetChunk())
			written += int64(n)
		}
	}
	if errors.Is(err, io.EOF) {
		return written, nil
	}
	return written, err
}
