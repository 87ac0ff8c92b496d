package com.pumpup;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The messages of a stream that is opened again when it breaks, falls silent or ends. The server says how things stand as soon as it
 * is watched anew, so nothing is missed.
 */
final class Resuming<M> implements AutoCloseable {
    /** Three heartbeats: a watch that hears nothing for so long opens anew. */
    static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);

    private final Way way;
    private final Duration silence;
    private final String what;
    private final Supplier<BlockingClientCall<?, M>> open;
    private final Object closing = new Object();
    private BlockingClientCall<?, M> stream;
    private boolean closed;
    private Duration pause = FIRST_PAUSE;
    private long since;
    private boolean heard;
    private boolean ever;

    Resuming(Way way, Duration silence, String what, Supplier<BlockingClientCall<?, M>> open) {
        this.way = way;
        this.silence = silence;
        this.what = what;
        this.open = open;
    }

    /** The next message, whenever it comes. */
    M next() {
        return next(null);
    }

    /** The next message; {@link PumpupTimeoutException} if it does not come before that time of {@link System#nanoTime}. */
    M next(Long end) {
        PumpupException last = null;
        while (true) {
            try {
                var message = opened().read(Math.max(0, Math.min(silence.toNanos(), left(end))), TimeUnit.NANOSECONDS);
                if (message != null) {
                    heard = true;
                    ever = true;
                    return message;
                }
            } catch (TimeoutException silent) {
                // Its time is over, or the connection is dead. Which of them, is seen below.
            } catch (StatusException | StatusRuntimeException broken) {
                last = PumpupException.of(broken);
                // Once heard, the configuration is right, and trouble with TLS passes as other trouble does.
                var passes = last.passes() || ever && last.mistaken();
                if (!isClosed() && (way.closed() || !passes)) {
                    throw last;
                }
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
            drop();
            rest(end, last);
        }
    }

    private BlockingClientCall<?, M> opened() {
        synchronized (closing) {
            if (closed) {
                throw cancelled(null);
            }
            if (stream == null) {
                since = System.nanoTime();
                heard = false;
                stream = open.get();
            }
            return stream;
        }
    }

    /** Waits before another try, spread out so that a thousand agents do not come back at once. */
    private void rest(Long end, PumpupException last) {
        if (heard && System.nanoTime() - since > LAST_PAUSE.toNanos()) { // A server that ends every stream at once is in trouble too.
            pause = FIRST_PAUSE;
        }
        var jittered = (long) (pause.toNanos() * ThreadLocalRandom.current().nextDouble(0.5, 1));
        var wanted = Math.max(jittered, last != null ? last.retryAfter().toNanos() : 0);
        var until = System.nanoTime() + Math.min(wanted, left(end));
        pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
        synchronized (closing) {
            try {
                for (var rest = until - System.nanoTime(); rest > 0 && !closed; rest = until - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(closing, rest);
                }
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
        }
        if (left(end) <= 0) {
            var trouble = last == null || last instanceof PumpupTimeoutException ? "" : " At last: " + last.sentence();
            throw new PumpupTimeoutException(PumpupException.Particulars.own(
                    Status.Code.DEADLINE_EXCEEDED, Reason.DEADLINE_EXCEEDED, "Time ran out in the wait for " + what + "." + trouble, false, last));
        }
        way.hurry();
    }

    private static long left(Long end) {
        return end == null ? Long.MAX_VALUE : end - System.nanoTime();
    }

    boolean isClosed() {
        synchronized (closing) {
            return closed;
        }
    }

    private PumpupException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        drop();
        return cancelled(cause);
    }

    private PumpupException cancelled(Throwable cause) {
        return PumpupException.ofFamily(PumpupException.Particulars.own(
                Status.Code.CANCELLED, "", "The wait for " + what + " was cancelled.", false, cause));
    }

    private void drop() {
        synchronized (closing) {
            if (stream != null) {
                stream.cancel("this watch is over", null);
                stream = null;
            }
        }
    }

    /** Ends the stream, from any thread: whoever waits in {@link #next} is told that it was cancelled. */
    @Override
    public void close() {
        synchronized (closing) {
            closed = true;
            closing.notifyAll();
            drop();
        }
    }
}
