package pumpup

import (
	"context"
	"iter"

	"google.golang.org/protobuf/proto"

	"pumpup.com/go/pumpupv1"
)

// Tasks lists the tasks that the request asks for, newest first, and fetches pages as they are needed.
//
//	for task, err := range pumpup.Tasks(ctx, tasks, &pumpupv1.TasksListRequest{ProjectName: "general"}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(task.GetName())
//	}
func Tasks(ctx context.Context, client pumpupv1.TasksClient, request *pumpupv1.TasksListRequest) iter.Seq2[*pumpupv1.Task, error] {
	return pages(request, func(page *pumpupv1.TasksListRequest) ([]*pumpupv1.Task, bool, error) {
		answer, err := client.List(ctx, page)
		page.PageToken = answer.GetNextPageToken()
		return answer.GetTasks(), page.PageToken != "", err
	})
}

// Projects lists the projects that the request asks for in the order of their making, and fetches pages as they are needed.
func Projects(ctx context.Context, client pumpupv1.ProjectsClient, request *pumpupv1.ProjectsListRequest) iter.Seq2[*pumpupv1.Project, error] {
	return pages(request, func(page *pumpupv1.ProjectsListRequest) ([]*pumpupv1.Project, bool, error) {
		answer, err := client.List(ctx, page)
		page.PageToken = answer.GetNextPageToken()
		return answer.GetProjects(), page.PageToken != "", err
	})
}

// Events reads a timeline from the request's cursor to its present end, oldest first, and fetches pages as they are needed.
// [WatchEvents] goes on from there.
func Events(ctx context.Context, client pumpupv1.TasksClient, request *pumpupv1.TasksListEventsRequest) iter.Seq2[*pumpupv1.Event, error] {
	return pages(request, func(page *pumpupv1.TasksListEventsRequest) ([]*pumpupv1.Event, bool, error) {
		answer, err := client.ListEvents(ctx, page)
		page.Cursor = answer.GetNextCursor()
		return answer.GetEvents(), len(answer.GetEvents()) > 0, err
	})
}

// pages yields the items of page after page. It works on a copy of the request, so that every loop over it begins anew.
func pages[R proto.Message, T any](request R, fetch func(R) (items []T, more bool, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		page := proto.CloneOf(request)
		for more := true; more; {
			var items []T
			var err error
			if items, more, err = fetch(page); err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}
