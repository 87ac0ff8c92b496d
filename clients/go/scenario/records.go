package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"pumpup.com/go"
	"pumpup.com/go/pumpupv1"
)

func records(me *agent) {
	step("upload", me.upload)
	step("pages", me.pages)
	step("timeline", me.timeline)
	step("deadline", func(ctx context.Context) {
		id := got(me.approvals.Create(ctx, &pumpupv1.ApprovalsCreateRequest{
			ProjectName: "general", TaskId: me.task(ctx).GetId(), Summary: "Quick!", Deadline: timestamppb.New(time.Now().Add(time.Second)),
		})).GetEventId()
		end := got(pumpup.WatchApproval(ctx, me.approvals, id))
		_, timedOut := end.(pumpup.TimedOut)
		check(timedOut, "expected timed out, got %T", end)
	})
	step("cancel", func(ctx context.Context) {
		id := me.approval(ctx)
		got(me.approvals.Cancel(ctx, &pumpupv1.ApprovalsCancelRequest{Id: id, Reason: "Parcel turned up"}))
		end := got(pumpup.WatchApproval(ctx, me.approvals, id))
		cancelled, ok := end.(pumpup.Cancelled)
		check(ok && cancelled.GetReason() == "Parcel turned up", "expected cancelled, got %T %v", end, end)
	})
}

func (a *agent) upload(ctx context.Context) {
	content := make([]byte, 700_000)
	for i := range content {
		content[i] = byte(rand.Uint32())
	}
	folder := got(os.MkdirTemp("", "pumpup"))
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "photos.bin")
	must(os.WriteFile(path, content, 0o600))
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])

	fromPath := got(pumpup.UploadFile(ctx, a.uploads, path))
	fromStream := got(pumpup.Upload(ctx, a.uploads, "photos.bin", bytes.NewBuffer(content)))
	for _, upload := range []*pumpupv1.Upload{fromPath, fromStream} {
		check(upload.GetSize() == 700_000 && upload.GetSha256() == digest, "the upload is %v", upload)
		check(upload.GetFileName() == "photos.bin", "its name is %q", upload.GetFileName())
	}
	task := a.task(ctx)
	got(a.tasks.RecordAction(ctx, &pumpupv1.TasksRecordActionRequest{
		TaskId: task.GetId(), Description: "Photos came in.",
		AddAttachments: []*pumpupv1.Attachment{{Label: "photos.bin", UploadId: fromPath.GetId()}},
	}))
	attachments := got(a.tasks.Get(ctx, &pumpupv1.TasksGetRequest{Id: task.GetId()})).GetTask().GetAttachments()
	check(len(attachments) == 1 && attachments[0].GetLabel() == "photos.bin" && attachments[0].GetSha256() == digest, "attached are %v", attachments)
	var back bytes.Buffer
	written := got(pumpup.Download(ctx, a.uploads, attachments[0].GetUploadId(), &back))
	check(written == 700_000 && bytes.Equal(back.Bytes(), content), "%d other bytes came back", written)
}

func (a *agent) pages(ctx context.Context) {
	name := "pages " + pumpup.NewKey()
	var want, have []string
	for range 5 {
		task := got(a.tasks.Create(ctx, &pumpupv1.TasksCreateRequest{ProjectName: "general", Name: name})).GetTask()
		want = append([]string{task.GetId()}, want...)
	}
	for task, err := range pumpup.Tasks(ctx, a.tasks, &pumpupv1.TasksListRequest{Name: name, PageSize: 2}) {
		must(err)
		have = append(have, task.GetId())
	}
	check(slices.Equal(want, have), "expected %v, got %v", want, have)
	for _, message := range []string{"one", "two", "three", "four"} {
		got(a.tasks.AddNote(ctx, &pumpupv1.TasksAddNoteRequest{TaskId: want[0], Message: message}))
	}
	var sequence uint64
	for event, err := range pumpup.Events(ctx, a.tasks, &pumpupv1.TasksListEventsRequest{TaskId: want[0], Limit: 2}) {
		must(err)
		sequence++
		check(event.GetSequence() == sequence, "expected %d, got %d", sequence, event.GetSequence())
	}
	check(sequence == 5, "%d events", sequence)
}

func (a *agent) timeline(ctx context.Context) {
	task := a.task(ctx).GetId()
	next := []func(){
		func() {
			patch := &pumpupv1.MetadataPatch{Set: got(pumpup.Struct(map[string]any{"paid": true}))}
			got(a.tasks.RecordAction(ctx, &pumpupv1.TasksRecordActionRequest{TaskId: task, Description: "Paid.", MetadataPatch: patch}))
		},
		func() {
			got(a.tasks.RecordException(ctx, &pumpupv1.TasksRecordExceptionRequest{TaskId: task, Message: "The bank is closed."}))
		},
		func() {
			got(a.tasks.AddNote(ctx, &pumpupv1.TasksAddNoteRequest{TaskId: task, Message: "Tomorrow, then."}))
		},
	}
	var types []pumpupv1.EventType
	for event, err := range pumpup.WatchEvents(ctx, a.tasks, &pumpupv1.TasksWatchEventsRequest{TaskId: task}) {
		must(err)
		types = append(types, event.GetEventType())
		if len(types) > len(next) {
			break
		}
		next[len(types)-1]()
	}
	check(slices.Equal(types, []pumpupv1.EventType{
		pumpupv1.EventType_EVENT_TYPE_TASK_CREATED, pumpupv1.EventType_EVENT_TYPE_ACTION,
		pumpupv1.EventType_EVENT_TYPE_EXCEPTION, pumpupv1.EventType_EVENT_TYPE_NOTE,
	}), "the events are %v", types)
	metadata := got(a.tasks.Get(ctx, &pumpupv1.TasksGetRequest{Id: task})).GetTask().GetMetadata()
	check(metadata.GetFields()["paid"].GetBoolValue(), "the metadata is %v", metadata)
}
