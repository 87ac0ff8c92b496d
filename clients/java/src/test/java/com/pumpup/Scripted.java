package com.pumpup;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/** A client and a server of its own in one process, so that tests say what the server does. */
final class Scripted implements AutoCloseable {
    final Pumpup pumpup;
    private final Server server;

    Scripted(BindableService service) throws IOException {
        var name = UUID.randomUUID().toString();
        server = InProcessServerBuilder.forName(name).addService(service).build().start();
        var way = new Way("test:50051");
        var channel = InProcessChannelBuilder.forName(name).intercept(new Calls("pk_test", Duration.ofSeconds(30), way)).build();
        // A tenth of a second of silence, so that no test waits for three heartbeats.
        pumpup = new Pumpup(channel, way, Duration.ofMillis(100));
    }

    /** A refusal as the server sends it. */
    static StatusRuntimeException refusal(Status.Code code, String reason, String sentence, Message... more) {
        var info = ErrorInfo.newBuilder().setReason(reason).setDomain("pumpup").putMetadata("request_id", "r1").build();
        var status = com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(sentence).addDetails(Any.pack(info));
        for (var each : more) {
            status.addDetails(Any.pack(each));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    @Override
    public void close() {
        pumpup.close();
        server.shutdownNow();
    }
}
