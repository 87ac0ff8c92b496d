package com.pumpup;

import com.pumpup.v1.Event;
import com.pumpup.v1.TasksWatchEventsResponse;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * A timeline, live: each event once and in order, however often the connection breaks. It goes on until it is closed, which any
 * thread may do; a loop over it then ends.
 */
public final class EventStream implements Iterable<Event>, Iterator<Event>, AutoCloseable {
    private final Cursor cursor;
    private final Resuming<TasksWatchEventsResponse> messages;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private String after;

    /** Where to go on, which the stream is opened with each time. */
    static final class Cursor {
        volatile String value;

        Cursor(String value) {
            this.value = value;
        }
    }

    EventStream(Cursor cursor, Resuming<TasksWatchEventsResponse> messages) {
        this.cursor = cursor;
        this.messages = messages;
        this.after = cursor.value;
    }

    /** Waits for the next event; false once this is closed. */
    @Override
    public boolean hasNext() {
        while (waiting.isEmpty()) {
            cursor.value = after;
            try {
                var message = messages.next();
                waiting.addAll(message.getEventsList());
                after = message.getCursor();
            } catch (PumpupException ended) {
                if (messages.isClosed()) {
                    return false;
                }
                throw ended;
            }
        }
        return true;
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the timeline is no longer followed");
        }
        return waiting.remove();
    }

    /**
     * Where to go on another time, in {@code TasksWatchEventsRequest}: behind every event of the messages that were handed out whole.
     * It may lie before events that were handed out already, never behind ones that were not.
     */
    public String cursor() {
        return waiting.isEmpty() ? after : cursor.value;
    }

    @Override
    public Iterator<Event> iterator() {
        return this;
    }

    @Override
    public void close() {
        messages.close();
    }
}
