package com.pumpup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.pumpup.v1.Upload;
import com.pumpup.v1.UploadsGrpc;
import com.pumpup.v1.UploadsUploadRequest;
import com.pumpup.v1.UploadsUploadResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class TransfersTest {
    /** Takes files, but goes away in the midst of the first few. */
    private static final class Uploads extends UploadsGrpc.UploadsImplBase {
        final List<String> keys = new ArrayList<>();
        final CountDownLatch givenUp = new CountDownLatch(1);
        private final int breaks;
        private int opened;

        Uploads(int breaks) {
            this.breaks = breaks;
        }

        @Override
        public StreamObserver<UploadsUploadRequest> upload(StreamObserver<UploadsUploadResponse> out) {
            var broken = ++opened <= breaks;
            return new StreamObserver<>() {
                private ByteString taken;

                @Override
                public void onNext(UploadsUploadRequest part) {
                    if (taken == null) {
                        keys.add(part.getIdempotencyKey());
                    }
                    taken = taken == null ? part.getChunk() : taken.concat(part.getChunk());
                    if (broken) {
                        out.onError(Scripted.refusal(Status.Code.UNAVAILABLE, Reason.DRAINING, "come back"));
                    }
                }

                @Override
                public void onError(Throwable cancelled) {
                    givenUp.countDown();
                }

                @Override
                public void onCompleted() {
                    if (!broken) {
                        out.onNext(UploadsUploadResponse.newBuilder().setUpload(Upload.newBuilder().setSize(taken.size())).build());
                        out.onCompleted();
                    }
                }
            };
        }
    }

    @Test
    void aFileIsSentAgainUnderItsKey(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("photos.bin"), new byte[700_000]);
        var service = new Uploads(2);
        try (var scripted = new Scripted(service)) {
            assertEquals(700_000, scripted.pumpup.upload(file).getSize());
        }
        assertEquals(3, service.keys.size());
        assertEquals(1, new HashSet<>(service.keys).size());
        assertTrue(service.keys.get(0).length() > 10);
    }

    @Test
    void anInterruptEndsThePauseBetweenTwoAttempts() {
        Thread.currentThread().interrupt();
        var thrown = assertThrows(PumpupException.class, () -> Transfers.pause(600_000));
        assertTrue(Thread.interrupted());
        assertEquals(Status.Code.CANCELLED, thrown.code());
    }

    @Test
    void aStreamIsSentOnce() throws Exception {
        var service = new Uploads(1);
        try (var scripted = new Scripted(service)) {
            var content = new ByteArrayInputStream(new byte[700_000]);
            assertThrows(PumpupException.Unavailable.class, () -> scripted.pumpup.upload("photos.bin", content));
        }
        assertEquals(1, service.keys.size());
    }

    @Test
    void whatCannotBeReadIsNoUpload() throws Exception {
        var broken = new IOException("the disk is gone");
        var fails = new InputStream() {
            @Override
            public int read() throws IOException {
                throw broken;
            }
        };
        var service = new Uploads(0);
        try (var scripted = new Scripted(service)) {
            var content = new SequenceInputStream(new ByteArrayInputStream(new byte[300_000]), fails);
            assertSame(broken, assertThrows(IOException.class, () -> scripted.pumpup.upload("photos.bin", content)));
            assertTrue(service.givenUp.await(10, TimeUnit.SECONDS), "the server hears that there will be no file");
        }
    }
}
