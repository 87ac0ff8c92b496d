package com.pumpup.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Elicitations: a person supplies what an agent cannot find out, in a typed form.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ElicitationsGrpc {

  private ElicitationsGrpc() {}

  public static final java.lang.String SERVICE_NAME = "pumpup.v1.Elicitations";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsCreateRequest,
      com.pumpup.v1.ElicitationsCreateResponse> getCreateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Create",
      requestType = com.pumpup.v1.ElicitationsCreateRequest.class,
      responseType = com.pumpup.v1.ElicitationsCreateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsCreateRequest,
      com.pumpup.v1.ElicitationsCreateResponse> getCreateMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsCreateRequest, com.pumpup.v1.ElicitationsCreateResponse> getCreateMethod;
    if ((getCreateMethod = ElicitationsGrpc.getCreateMethod) == null) {
      synchronized (ElicitationsGrpc.class) {
        if ((getCreateMethod = ElicitationsGrpc.getCreateMethod) == null) {
          ElicitationsGrpc.getCreateMethod = getCreateMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ElicitationsCreateRequest, com.pumpup.v1.ElicitationsCreateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Create"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsCreateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsCreateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ElicitationsMethodDescriptorSupplier("Create"))
              .build();
        }
      }
    }
    return getCreateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsGetRequest,
      com.pumpup.v1.ElicitationsGetResponse> getGetMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Get",
      requestType = com.pumpup.v1.ElicitationsGetRequest.class,
      responseType = com.pumpup.v1.ElicitationsGetResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsGetRequest,
      com.pumpup.v1.ElicitationsGetResponse> getGetMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsGetRequest, com.pumpup.v1.ElicitationsGetResponse> getGetMethod;
    if ((getGetMethod = ElicitationsGrpc.getGetMethod) == null) {
      synchronized (ElicitationsGrpc.class) {
        if ((getGetMethod = ElicitationsGrpc.getGetMethod) == null) {
          ElicitationsGrpc.getGetMethod = getGetMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ElicitationsGetRequest, com.pumpup.v1.ElicitationsGetResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Get"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsGetRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsGetResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ElicitationsMethodDescriptorSupplier("Get"))
              .build();
        }
      }
    }
    return getGetMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsGetResultRequest,
      com.pumpup.v1.ElicitationsGetResultResponse> getGetResultMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetResult",
      requestType = com.pumpup.v1.ElicitationsGetResultRequest.class,
      responseType = com.pumpup.v1.ElicitationsGetResultResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsGetResultRequest,
      com.pumpup.v1.ElicitationsGetResultResponse> getGetResultMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsGetResultRequest, com.pumpup.v1.ElicitationsGetResultResponse> getGetResultMethod;
    if ((getGetResultMethod = ElicitationsGrpc.getGetResultMethod) == null) {
      synchronized (ElicitationsGrpc.class) {
        if ((getGetResultMethod = ElicitationsGrpc.getGetResultMethod) == null) {
          ElicitationsGrpc.getGetResultMethod = getGetResultMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ElicitationsGetResultRequest, com.pumpup.v1.ElicitationsGetResultResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetResult"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsGetResultRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsGetResultResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ElicitationsMethodDescriptorSupplier("GetResult"))
              .build();
        }
      }
    }
    return getGetResultMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsWatchResultRequest,
      com.pumpup.v1.ElicitationsWatchResultResponse> getWatchResultMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchResult",
      requestType = com.pumpup.v1.ElicitationsWatchResultRequest.class,
      responseType = com.pumpup.v1.ElicitationsWatchResultResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsWatchResultRequest,
      com.pumpup.v1.ElicitationsWatchResultResponse> getWatchResultMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsWatchResultRequest, com.pumpup.v1.ElicitationsWatchResultResponse> getWatchResultMethod;
    if ((getWatchResultMethod = ElicitationsGrpc.getWatchResultMethod) == null) {
      synchronized (ElicitationsGrpc.class) {
        if ((getWatchResultMethod = ElicitationsGrpc.getWatchResultMethod) == null) {
          ElicitationsGrpc.getWatchResultMethod = getWatchResultMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ElicitationsWatchResultRequest, com.pumpup.v1.ElicitationsWatchResultResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchResult"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsWatchResultRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsWatchResultResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ElicitationsMethodDescriptorSupplier("WatchResult"))
              .build();
        }
      }
    }
    return getWatchResultMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsAnswerRequest,
      com.pumpup.v1.ElicitationsAnswerResponse> getAnswerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Answer",
      requestType = com.pumpup.v1.ElicitationsAnswerRequest.class,
      responseType = com.pumpup.v1.ElicitationsAnswerResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsAnswerRequest,
      com.pumpup.v1.ElicitationsAnswerResponse> getAnswerMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsAnswerRequest, com.pumpup.v1.ElicitationsAnswerResponse> getAnswerMethod;
    if ((getAnswerMethod = ElicitationsGrpc.getAnswerMethod) == null) {
      synchronized (ElicitationsGrpc.class) {
        if ((getAnswerMethod = ElicitationsGrpc.getAnswerMethod) == null) {
          ElicitationsGrpc.getAnswerMethod = getAnswerMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ElicitationsAnswerRequest, com.pumpup.v1.ElicitationsAnswerResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Answer"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsAnswerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsAnswerResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ElicitationsMethodDescriptorSupplier("Answer"))
              .build();
        }
      }
    }
    return getAnswerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsCancelRequest,
      com.pumpup.v1.ElicitationsCancelResponse> getCancelMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Cancel",
      requestType = com.pumpup.v1.ElicitationsCancelRequest.class,
      responseType = com.pumpup.v1.ElicitationsCancelResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsCancelRequest,
      com.pumpup.v1.ElicitationsCancelResponse> getCancelMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ElicitationsCancelRequest, com.pumpup.v1.ElicitationsCancelResponse> getCancelMethod;
    if ((getCancelMethod = ElicitationsGrpc.getCancelMethod) == null) {
      synchronized (ElicitationsGrpc.class) {
        if ((getCancelMethod = ElicitationsGrpc.getCancelMethod) == null) {
          ElicitationsGrpc.getCancelMethod = getCancelMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ElicitationsCancelRequest, com.pumpup.v1.ElicitationsCancelResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Cancel"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsCancelRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ElicitationsCancelResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ElicitationsMethodDescriptorSupplier("Cancel"))
              .build();
        }
      }
    }
    return getCancelMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ElicitationsStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ElicitationsStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ElicitationsStub>() {
        @java.lang.Override
        public ElicitationsStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ElicitationsStub(channel, callOptions);
        }
      };
    return ElicitationsStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ElicitationsBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ElicitationsBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ElicitationsBlockingV2Stub>() {
        @java.lang.Override
        public ElicitationsBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ElicitationsBlockingV2Stub(channel, callOptions);
        }
      };
    return ElicitationsBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ElicitationsBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ElicitationsBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ElicitationsBlockingStub>() {
        @java.lang.Override
        public ElicitationsBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ElicitationsBlockingStub(channel, callOptions);
        }
      };
    return ElicitationsBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ElicitationsFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ElicitationsFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ElicitationsFutureStub>() {
        @java.lang.Override
        public ElicitationsFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ElicitationsFutureStub(channel, callOptions);
        }
      };
    return ElicitationsFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Elicitations: a person supplies what an agent cannot find out, in a typed form.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Asks people to fill in a form; agents only. Answers at once; a person answers later. REQUEST_ALREADY_OPEN if
     * the task waits for another request.
     * </pre>
     */
    default void create(com.pumpup.v1.ElicitationsCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsCreateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that an answer should carry.
     * </pre>
     */
    default void get(com.pumpup.v1.ElicitationsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsGetResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    default void getResult(com.pumpup.v1.ElicitationsGetResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsGetResultResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetResultMethod(), responseObserver);
    }

    /**
     * <pre>
     * Waits for the answers: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the answers, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    default void watchResult(com.pumpup.v1.ElicitationsWatchResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsWatchResultResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchResultMethod(), responseObserver);
    }

    /**
     * <pre>
     * Answers the form; people only. ANSWERS_INVALID names every fault under its field's id, and records nothing. Of several
     * people one wins; the others get REQUEST_ALREADY_DECIDED. DIGEST_MISMATCH if the form is not the one that was seen.
     * </pre>
     */
    default void answer(com.pumpup.v1.ElicitationsAnswerRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsAnswerResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAnswerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    default void cancel(com.pumpup.v1.ElicitationsCancelRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsCancelResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service Elicitations.
   * <pre>
   * Elicitations: a person supplies what an agent cannot find out, in a typed form.
   * </pre>
   */
  public static abstract class ElicitationsImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ElicitationsGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service Elicitations.
   * <pre>
   * Elicitations: a person supplies what an agent cannot find out, in a typed form.
   * </pre>
   */
  public static final class ElicitationsStub
      extends io.grpc.stub.AbstractAsyncStub<ElicitationsStub> {
    private ElicitationsStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ElicitationsStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ElicitationsStub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks people to fill in a form; agents only. Answers at once; a person answers later. REQUEST_ALREADY_OPEN if
     * the task waits for another request.
     * </pre>
     */
    public void create(com.pumpup.v1.ElicitationsCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsCreateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that an answer should carry.
     * </pre>
     */
    public void get(com.pumpup.v1.ElicitationsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsGetResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public void getResult(com.pumpup.v1.ElicitationsGetResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsGetResultResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetResultMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Waits for the answers: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the answers, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    public void watchResult(com.pumpup.v1.ElicitationsWatchResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsWatchResultResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchResultMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Answers the form; people only. ANSWERS_INVALID names every fault under its field's id, and records nothing. Of several
     * people one wins; the others get REQUEST_ALREADY_DECIDED. DIGEST_MISMATCH if the form is not the one that was seen.
     * </pre>
     */
    public void answer(com.pumpup.v1.ElicitationsAnswerRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsAnswerResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAnswerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public void cancel(com.pumpup.v1.ElicitationsCancelRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsCancelResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service Elicitations.
   * <pre>
   * Elicitations: a person supplies what an agent cannot find out, in a typed form.
   * </pre>
   */
  public static final class ElicitationsBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ElicitationsBlockingV2Stub> {
    private ElicitationsBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ElicitationsBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ElicitationsBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks people to fill in a form; agents only. Answers at once; a person answers later. REQUEST_ALREADY_OPEN if
     * the task waits for another request.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsCreateResponse create(com.pumpup.v1.ElicitationsCreateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that an answer should carry.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsGetResponse get(com.pumpup.v1.ElicitationsGetRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsGetResultResponse getResult(com.pumpup.v1.ElicitationsGetResultRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Waits for the answers: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the answers, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, com.pumpup.v1.ElicitationsWatchResultResponse>
        watchResult(com.pumpup.v1.ElicitationsWatchResultRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Answers the form; people only. ANSWERS_INVALID names every fault under its field's id, and records nothing. Of several
     * people one wins; the others get REQUEST_ALREADY_DECIDED. DIGEST_MISMATCH if the form is not the one that was seen.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsAnswerResponse answer(com.pumpup.v1.ElicitationsAnswerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAnswerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsCancelResponse cancel(com.pumpup.v1.ElicitationsCancelRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service Elicitations.
   * <pre>
   * Elicitations: a person supplies what an agent cannot find out, in a typed form.
   * </pre>
   */
  public static final class ElicitationsBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ElicitationsBlockingStub> {
    private ElicitationsBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ElicitationsBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ElicitationsBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks people to fill in a form; agents only. Answers at once; a person answers later. REQUEST_ALREADY_OPEN if
     * the task waits for another request.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsCreateResponse create(com.pumpup.v1.ElicitationsCreateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that an answer should carry.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsGetResponse get(com.pumpup.v1.ElicitationsGetRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsGetResultResponse getResult(com.pumpup.v1.ElicitationsGetResultRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Waits for the answers: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the answers, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    public java.util.Iterator<com.pumpup.v1.ElicitationsWatchResultResponse> watchResult(
        com.pumpup.v1.ElicitationsWatchResultRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Answers the form; people only. ANSWERS_INVALID names every fault under its field's id, and records nothing. Of several
     * people one wins; the others get REQUEST_ALREADY_DECIDED. DIGEST_MISMATCH if the form is not the one that was seen.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsAnswerResponse answer(com.pumpup.v1.ElicitationsAnswerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAnswerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public com.pumpup.v1.ElicitationsCancelResponse cancel(com.pumpup.v1.ElicitationsCancelRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service Elicitations.
   * <pre>
   * Elicitations: a person supplies what an agent cannot find out, in a typed form.
   * </pre>
   */
  public static final class ElicitationsFutureStub
      extends io.grpc.stub.AbstractFutureStub<ElicitationsFutureStub> {
    private ElicitationsFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ElicitationsFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ElicitationsFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks people to fill in a form; agents only. Answers at once; a person answers later. REQUEST_ALREADY_OPEN if
     * the task waits for another request.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ElicitationsCreateResponse> create(
        com.pumpup.v1.ElicitationsCreateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that an answer should carry.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ElicitationsGetResponse> get(
        com.pumpup.v1.ElicitationsGetRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ElicitationsGetResultResponse> getResult(
        com.pumpup.v1.ElicitationsGetResultRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetResultMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Answers the form; people only. ANSWERS_INVALID names every fault under its field's id, and records nothing. Of several
     * people one wins; the others get REQUEST_ALREADY_DECIDED. DIGEST_MISMATCH if the form is not the one that was seen.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ElicitationsAnswerResponse> answer(
        com.pumpup.v1.ElicitationsAnswerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAnswerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ElicitationsCancelResponse> cancel(
        com.pumpup.v1.ElicitationsCancelRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE = 0;
  private static final int METHODID_GET = 1;
  private static final int METHODID_GET_RESULT = 2;
  private static final int METHODID_WATCH_RESULT = 3;
  private static final int METHODID_ANSWER = 4;
  private static final int METHODID_CANCEL = 5;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_CREATE:
          serviceImpl.create((com.pumpup.v1.ElicitationsCreateRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsCreateResponse>) responseObserver);
          break;
        case METHODID_GET:
          serviceImpl.get((com.pumpup.v1.ElicitationsGetRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsGetResponse>) responseObserver);
          break;
        case METHODID_GET_RESULT:
          serviceImpl.getResult((com.pumpup.v1.ElicitationsGetResultRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsGetResultResponse>) responseObserver);
          break;
        case METHODID_WATCH_RESULT:
          serviceImpl.watchResult((com.pumpup.v1.ElicitationsWatchResultRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsWatchResultResponse>) responseObserver);
          break;
        case METHODID_ANSWER:
          serviceImpl.answer((com.pumpup.v1.ElicitationsAnswerRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsAnswerResponse>) responseObserver);
          break;
        case METHODID_CANCEL:
          serviceImpl.cancel((com.pumpup.v1.ElicitationsCancelRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ElicitationsCancelResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getCreateMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ElicitationsCreateRequest,
              com.pumpup.v1.ElicitationsCreateResponse>(
                service, METHODID_CREATE)))
        .addMethod(
          getGetMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ElicitationsGetRequest,
              com.pumpup.v1.ElicitationsGetResponse>(
                service, METHODID_GET)))
        .addMethod(
          getGetResultMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ElicitationsGetResultRequest,
              com.pumpup.v1.ElicitationsGetResultResponse>(
                service, METHODID_GET_RESULT)))
        .addMethod(
          getWatchResultMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              com.pumpup.v1.ElicitationsWatchResultRequest,
              com.pumpup.v1.ElicitationsWatchResultResponse>(
                service, METHODID_WATCH_RESULT)))
        .addMethod(
          getAnswerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ElicitationsAnswerRequest,
              com.pumpup.v1.ElicitationsAnswerResponse>(
                service, METHODID_ANSWER)))
        .addMethod(
          getCancelMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ElicitationsCancelRequest,
              com.pumpup.v1.ElicitationsCancelResponse>(
                service, METHODID_CANCEL)))
        .build();
  }

  private static abstract class ElicitationsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ElicitationsBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return com.pumpup.v1.ElicitationsOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("Elicitations");
    }
  }

  private static final class ElicitationsFileDescriptorSupplier
      extends ElicitationsBaseDescriptorSupplier {
    ElicitationsFileDescriptorSupplier() {}
  }

  private static final class ElicitationsMethodDescriptorSupplier
      extends ElicitationsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ElicitationsMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (ElicitationsGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ElicitationsFileDescriptorSupplier())
              .addMethod(getCreateMethod())
              .addMethod(getGetMethod())
              .addMethod(getGetResultMethod())
              .addMethod(getWatchResultMethod())
              .addMethod(getAnswerMethod())
              .addMethod(getCancelMethod())
              .build();
        }
      }
    }
    return result;
  }
}
