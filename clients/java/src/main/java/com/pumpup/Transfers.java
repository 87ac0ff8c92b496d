package com.pumpup;

import com.google.protobuf.ByteString;
import com.pumpup.v1.Upload;
import com.pumpup.v1.UploadsDownloadRequest;
import com.pumpup.v1.UploadsGrpc;
import com.pumpup.v1.UploadsUploadRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Files on their way, in chunks. */
final class Transfers {
    private static final int CHUNK = 256 * 1024;
    private static final int ATTEMPTS = 5;

    private final UploadsGrpc.UploadsBlockingV2Stub uploads;

    Transfers(Channel channel) {
        uploads = UploadsGrpc.newBlockingV2Stub(channel);
    }

    /** Sends a file; anew if the server goes away meanwhile, under the same key, so that only one upload comes of it. */
    Upload upload(Path path) throws IOException {
        var key = UUID.randomUUID().toString();
        for (var attempt = 1; ; attempt++) {
            try (var from = Files.newInputStream(path)) {
                return upload(key, String.valueOf(path.getFileName()), from);
            } catch (PumpupException.Unavailable away) {
                if (attempt == ATTEMPTS || !away.passes()) {
                    throw away;
                }
                pause(Math.max(100L << attempt, away.retryAfter().toMillis()));
            }
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    /** Sends what a stream holds, once. */
    Upload upload(String key, String name, InputStream from) throws IOException {
        var call = uploads.upload();
        try {
            var message = UploadsUploadRequest.newBuilder().setIdempotencyKey(key).setFileName(name);
            boolean open;
            byte[] bytes;
            do {
                bytes = from.readNBytes(CHUNK);
                open = call.write(message.setChunk(ByteString.copyFrom(bytes)).build());
                message.clear();
            } while (open && bytes.length == CHUNK);
            call.halfClose();
            return call.read().getUpload();
        } catch (StatusException failed) {
            throw thrownHere(failed);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } finally {
            // Where reading fails, the server must not take what it has for the whole file. After the end it changes nothing.
            call.cancel("the upload is over", null);
        }
    }

    /** Writes the bytes of an upload, and says how many there were. */
    long download(String id, OutputStream into) throws IOException {
        var call = uploads.download(UploadsDownloadRequest.newBuilder().setId(id).build());
        try {
            var written = 0L;
            for (var part = call.read(); part != null; part = call.read()) {
                part.getChunk().writeTo(into);
                written += part.getChunk().size();
            }
            return written;
        } catch (StatusException failed) {
            throw thrownHere(failed);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } finally {
            call.cancel("the download is over", null);
        }
    }

    private static PumpupException thrownHere(StatusException failed) {
        var failure = PumpupException.of(failed);
        failure.fillInStackTrace();
        return failure;
    }

    private static PumpupException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return PumpupException.ofFamily(PumpupException.Particulars.own(
                Status.Code.CANCELLED, "", "The transfer was cancelled, for its thread was interrupted.", false, cause));
    }
}
