package com.pumpup.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Approvals: a person signs off on an action, or does not.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ApprovalsGrpc {

  private ApprovalsGrpc() {}

  public static final java.lang.String SERVICE_NAME = "pumpup.v1.Approvals";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsCreateRequest,
      com.pumpup.v1.ApprovalsCreateResponse> getCreateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Create",
      requestType = com.pumpup.v1.ApprovalsCreateRequest.class,
      responseType = com.pumpup.v1.ApprovalsCreateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsCreateRequest,
      com.pumpup.v1.ApprovalsCreateResponse> getCreateMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsCreateRequest, com.pumpup.v1.ApprovalsCreateResponse> getCreateMethod;
    if ((getCreateMethod = ApprovalsGrpc.getCreateMethod) == null) {
      synchronized (ApprovalsGrpc.class) {
        if ((getCreateMethod = ApprovalsGrpc.getCreateMethod) == null) {
          ApprovalsGrpc.getCreateMethod = getCreateMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ApprovalsCreateRequest, com.pumpup.v1.ApprovalsCreateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Create"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsCreateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsCreateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ApprovalsMethodDescriptorSupplier("Create"))
              .build();
        }
      }
    }
    return getCreateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsGetRequest,
      com.pumpup.v1.ApprovalsGetResponse> getGetMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Get",
      requestType = com.pumpup.v1.ApprovalsGetRequest.class,
      responseType = com.pumpup.v1.ApprovalsGetResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsGetRequest,
      com.pumpup.v1.ApprovalsGetResponse> getGetMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsGetRequest, com.pumpup.v1.ApprovalsGetResponse> getGetMethod;
    if ((getGetMethod = ApprovalsGrpc.getGetMethod) == null) {
      synchronized (ApprovalsGrpc.class) {
        if ((getGetMethod = ApprovalsGrpc.getGetMethod) == null) {
          ApprovalsGrpc.getGetMethod = getGetMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ApprovalsGetRequest, com.pumpup.v1.ApprovalsGetResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Get"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsGetRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsGetResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ApprovalsMethodDescriptorSupplier("Get"))
              .build();
        }
      }
    }
    return getGetMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsGetResultRequest,
      com.pumpup.v1.ApprovalsGetResultResponse> getGetResultMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetResult",
      requestType = com.pumpup.v1.ApprovalsGetResultRequest.class,
      responseType = com.pumpup.v1.ApprovalsGetResultResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsGetResultRequest,
      com.pumpup.v1.ApprovalsGetResultResponse> getGetResultMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsGetResultRequest, com.pumpup.v1.ApprovalsGetResultResponse> getGetResultMethod;
    if ((getGetResultMethod = ApprovalsGrpc.getGetResultMethod) == null) {
      synchronized (ApprovalsGrpc.class) {
        if ((getGetResultMethod = ApprovalsGrpc.getGetResultMethod) == null) {
          ApprovalsGrpc.getGetResultMethod = getGetResultMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ApprovalsGetResultRequest, com.pumpup.v1.ApprovalsGetResultResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetResult"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsGetResultRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsGetResultResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ApprovalsMethodDescriptorSupplier("GetResult"))
              .build();
        }
      }
    }
    return getGetResultMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsWatchResultRequest,
      com.pumpup.v1.ApprovalsWatchResultResponse> getWatchResultMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchResult",
      requestType = com.pumpup.v1.ApprovalsWatchResultRequest.class,
      responseType = com.pumpup.v1.ApprovalsWatchResultResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsWatchResultRequest,
      com.pumpup.v1.ApprovalsWatchResultResponse> getWatchResultMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsWatchResultRequest, com.pumpup.v1.ApprovalsWatchResultResponse> getWatchResultMethod;
    if ((getWatchResultMethod = ApprovalsGrpc.getWatchResultMethod) == null) {
      synchronized (ApprovalsGrpc.class) {
        if ((getWatchResultMethod = ApprovalsGrpc.getWatchResultMethod) == null) {
          ApprovalsGrpc.getWatchResultMethod = getWatchResultMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ApprovalsWatchResultRequest, com.pumpup.v1.ApprovalsWatchResultResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchResult"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsWatchResultRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsWatchResultResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ApprovalsMethodDescriptorSupplier("WatchResult"))
              .build();
        }
      }
    }
    return getWatchResultMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsDecideRequest,
      com.pumpup.v1.ApprovalsDecideResponse> getDecideMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Decide",
      requestType = com.pumpup.v1.ApprovalsDecideRequest.class,
      responseType = com.pumpup.v1.ApprovalsDecideResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsDecideRequest,
      com.pumpup.v1.ApprovalsDecideResponse> getDecideMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsDecideRequest, com.pumpup.v1.ApprovalsDecideResponse> getDecideMethod;
    if ((getDecideMethod = ApprovalsGrpc.getDecideMethod) == null) {
      synchronized (ApprovalsGrpc.class) {
        if ((getDecideMethod = ApprovalsGrpc.getDecideMethod) == null) {
          ApprovalsGrpc.getDecideMethod = getDecideMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ApprovalsDecideRequest, com.pumpup.v1.ApprovalsDecideResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Decide"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsDecideRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsDecideResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ApprovalsMethodDescriptorSupplier("Decide"))
              .build();
        }
      }
    }
    return getDecideMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsCancelRequest,
      com.pumpup.v1.ApprovalsCancelResponse> getCancelMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Cancel",
      requestType = com.pumpup.v1.ApprovalsCancelRequest.class,
      responseType = com.pumpup.v1.ApprovalsCancelResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsCancelRequest,
      com.pumpup.v1.ApprovalsCancelResponse> getCancelMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ApprovalsCancelRequest, com.pumpup.v1.ApprovalsCancelResponse> getCancelMethod;
    if ((getCancelMethod = ApprovalsGrpc.getCancelMethod) == null) {
      synchronized (ApprovalsGrpc.class) {
        if ((getCancelMethod = ApprovalsGrpc.getCancelMethod) == null) {
          ApprovalsGrpc.getCancelMethod = getCancelMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ApprovalsCancelRequest, com.pumpup.v1.ApprovalsCancelResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Cancel"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsCancelRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ApprovalsCancelResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ApprovalsMethodDescriptorSupplier("Cancel"))
              .build();
        }
      }
    }
    return getCancelMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ApprovalsStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ApprovalsStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ApprovalsStub>() {
        @java.lang.Override
        public ApprovalsStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ApprovalsStub(channel, callOptions);
        }
      };
    return ApprovalsStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ApprovalsBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ApprovalsBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ApprovalsBlockingV2Stub>() {
        @java.lang.Override
        public ApprovalsBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ApprovalsBlockingV2Stub(channel, callOptions);
        }
      };
    return ApprovalsBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ApprovalsBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ApprovalsBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ApprovalsBlockingStub>() {
        @java.lang.Override
        public ApprovalsBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ApprovalsBlockingStub(channel, callOptions);
        }
      };
    return ApprovalsBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ApprovalsFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ApprovalsFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ApprovalsFutureStub>() {
        @java.lang.Override
        public ApprovalsFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ApprovalsFutureStub(channel, callOptions);
        }
      };
    return ApprovalsFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Approvals: a person signs off on an action, or does not.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Asks for a sign-off; agents only. Answers at once; a person decides later. REQUEST_ALREADY_OPEN if the task waits for
     * another request.
     * </pre>
     */
    default void create(com.pumpup.v1.ApprovalsCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsCreateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that a decision should carry.
     * </pre>
     */
    default void get(com.pumpup.v1.ApprovalsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsGetResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    default void getResult(com.pumpup.v1.ApprovalsGetResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsGetResultResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetResultMethod(), responseObserver);
    }

    /**
     * <pre>
     * Waits for the decision: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the decision, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    default void watchResult(com.pumpup.v1.ApprovalsWatchResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsWatchResultResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchResultMethod(), responseObserver);
    }

    /**
     * <pre>
     * Decides; people only. Of several deciders one wins; the others get REQUEST_ALREADY_DECIDED, which says who decided
     * what and when. DIGEST_MISMATCH if the request is not the one that was seen.
     * </pre>
     */
    default void decide(com.pumpup.v1.ApprovalsDecideRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsDecideResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDecideMethod(), responseObserver);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    default void cancel(com.pumpup.v1.ApprovalsCancelRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsCancelResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service Approvals.
   * <pre>
   * Approvals: a person signs off on an action, or does not.
   * </pre>
   */
  public static abstract class ApprovalsImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ApprovalsGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service Approvals.
   * <pre>
   * Approvals: a person signs off on an action, or does not.
   * </pre>
   */
  public static final class ApprovalsStub
      extends io.grpc.stub.AbstractAsyncStub<ApprovalsStub> {
    private ApprovalsStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ApprovalsStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ApprovalsStub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks for a sign-off; agents only. Answers at once; a person decides later. REQUEST_ALREADY_OPEN if the task waits for
     * another request.
     * </pre>
     */
    public void create(com.pumpup.v1.ApprovalsCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsCreateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that a decision should carry.
     * </pre>
     */
    public void get(com.pumpup.v1.ApprovalsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsGetResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public void getResult(com.pumpup.v1.ApprovalsGetResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsGetResultResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetResultMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Waits for the decision: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the decision, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    public void watchResult(com.pumpup.v1.ApprovalsWatchResultRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsWatchResultResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchResultMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Decides; people only. Of several deciders one wins; the others get REQUEST_ALREADY_DECIDED, which says who decided
     * what and when. DIGEST_MISMATCH if the request is not the one that was seen.
     * </pre>
     */
    public void decide(com.pumpup.v1.ApprovalsDecideRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsDecideResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDecideMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public void cancel(com.pumpup.v1.ApprovalsCancelRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsCancelResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service Approvals.
   * <pre>
   * Approvals: a person signs off on an action, or does not.
   * </pre>
   */
  public static final class ApprovalsBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ApprovalsBlockingV2Stub> {
    private ApprovalsBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ApprovalsBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ApprovalsBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks for a sign-off; agents only. Answers at once; a person decides later. REQUEST_ALREADY_OPEN if the task waits for
     * another request.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsCreateResponse create(com.pumpup.v1.ApprovalsCreateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that a decision should carry.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsGetResponse get(com.pumpup.v1.ApprovalsGetRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsGetResultResponse getResult(com.pumpup.v1.ApprovalsGetResultRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Waits for the decision: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the decision, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, com.pumpup.v1.ApprovalsWatchResultResponse>
        watchResult(com.pumpup.v1.ApprovalsWatchResultRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Decides; people only. Of several deciders one wins; the others get REQUEST_ALREADY_DECIDED, which says who decided
     * what and when. DIGEST_MISMATCH if the request is not the one that was seen.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsDecideResponse decide(com.pumpup.v1.ApprovalsDecideRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDecideMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsCancelResponse cancel(com.pumpup.v1.ApprovalsCancelRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service Approvals.
   * <pre>
   * Approvals: a person signs off on an action, or does not.
   * </pre>
   */
  public static final class ApprovalsBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ApprovalsBlockingStub> {
    private ApprovalsBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ApprovalsBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ApprovalsBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks for a sign-off; agents only. Answers at once; a person decides later. REQUEST_ALREADY_OPEN if the task waits for
     * another request.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsCreateResponse create(com.pumpup.v1.ApprovalsCreateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that a decision should carry.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsGetResponse get(com.pumpup.v1.ApprovalsGetRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsGetResultResponse getResult(com.pumpup.v1.ApprovalsGetResultRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Waits for the decision: says how the request stands at once, then `pending` every 15 seconds, and ends with OK after
     * the decision, the cancellation or the time-out. After UNAVAILABLE, watch again: nothing is missed.
     * </pre>
     */
    public java.util.Iterator<com.pumpup.v1.ApprovalsWatchResultResponse> watchResult(
        com.pumpup.v1.ApprovalsWatchResultRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchResultMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Decides; people only. Of several deciders one wins; the others get REQUEST_ALREADY_DECIDED, which says who decided
     * what and when. DIGEST_MISMATCH if the request is not the one that was seen.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsDecideResponse decide(com.pumpup.v1.ApprovalsDecideRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDecideMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public com.pumpup.v1.ApprovalsCancelResponse cancel(com.pumpup.v1.ApprovalsCancelRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service Approvals.
   * <pre>
   * Approvals: a person signs off on an action, or does not.
   * </pre>
   */
  public static final class ApprovalsFutureStub
      extends io.grpc.stub.AbstractFutureStub<ApprovalsFutureStub> {
    private ApprovalsFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ApprovalsFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ApprovalsFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Asks for a sign-off; agents only. Answers at once; a person decides later. REQUEST_ALREADY_OPEN if the task waits for
     * another request.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ApprovalsCreateResponse> create(
        com.pumpup.v1.ApprovalsCreateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the whole request, with the digest that a decision should carry.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ApprovalsGetResponse> get(
        com.pumpup.v1.ApprovalsGetRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says how the request stands, and can wait a little for that to change: for callers that cannot stream.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ApprovalsGetResultResponse> getResult(
        com.pumpup.v1.ApprovalsGetResultRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetResultMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Decides; people only. Of several deciders one wins; the others get REQUEST_ALREADY_DECIDED, which says who decided
     * what and when. DIGEST_MISMATCH if the request is not the one that was seen.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ApprovalsDecideResponse> decide(
        com.pumpup.v1.ApprovalsDecideRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDecideMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Withdraws an open request; only the identity that made it may.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ApprovalsCancelResponse> cancel(
        com.pumpup.v1.ApprovalsCancelRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE = 0;
  private static final int METHODID_GET = 1;
  private static final int METHODID_GET_RESULT = 2;
  private static final int METHODID_WATCH_RESULT = 3;
  private static final int METHODID_DECIDE = 4;
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
          serviceImpl.create((com.pumpup.v1.ApprovalsCreateRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsCreateResponse>) responseObserver);
          break;
        case METHODID_GET:
          serviceImpl.get((com.pumpup.v1.ApprovalsGetRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsGetResponse>) responseObserver);
          break;
        case METHODID_GET_RESULT:
          serviceImpl.getResult((com.pumpup.v1.ApprovalsGetResultRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsGetResultResponse>) responseObserver);
          break;
        case METHODID_WATCH_RESULT:
          serviceImpl.watchResult((com.pumpup.v1.ApprovalsWatchResultRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsWatchResultResponse>) responseObserver);
          break;
        case METHODID_DECIDE:
          serviceImpl.decide((com.pumpup.v1.ApprovalsDecideRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsDecideResponse>) responseObserver);
          break;
        case METHODID_CANCEL:
          serviceImpl.cancel((com.pumpup.v1.ApprovalsCancelRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ApprovalsCancelResponse>) responseObserver);
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
              com.pumpup.v1.ApprovalsCreateRequest,
              com.pumpup.v1.ApprovalsCreateResponse>(
                service, METHODID_CREATE)))
        .addMethod(
          getGetMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ApprovalsGetRequest,
              com.pumpup.v1.ApprovalsGetResponse>(
                service, METHODID_GET)))
        .addMethod(
          getGetResultMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ApprovalsGetResultRequest,
              com.pumpup.v1.ApprovalsGetResultResponse>(
                service, METHODID_GET_RESULT)))
        .addMethod(
          getWatchResultMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              com.pumpup.v1.ApprovalsWatchResultRequest,
              com.pumpup.v1.ApprovalsWatchResultResponse>(
                service, METHODID_WATCH_RESULT)))
        .addMethod(
          getDecideMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ApprovalsDecideRequest,
              com.pumpup.v1.ApprovalsDecideResponse>(
                service, METHODID_DECIDE)))
        .addMethod(
          getCancelMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ApprovalsCancelRequest,
              com.pumpup.v1.ApprovalsCancelResponse>(
                service, METHODID_CANCEL)))
        .build();
  }

  private static abstract class ApprovalsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ApprovalsBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return com.pumpup.v1.ApprovalsOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("Approvals");
    }
  }

  private static final class ApprovalsFileDescriptorSupplier
      extends ApprovalsBaseDescriptorSupplier {
    ApprovalsFileDescriptorSupplier() {}
  }

  private static final class ApprovalsMethodDescriptorSupplier
      extends ApprovalsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ApprovalsMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (ApprovalsGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ApprovalsFileDescriptorSupplier())
              .addMethod(getCreateMethod())
              .addMethod(getGetMethod())
              .addMethod(getGetResultMethod())
              .addMethod(getWatchResultMethod())
              .addMethod(getDecideMethod())
              .addMethod(getCancelMethod())
              .build();
        }
      }
    }
    return result;
  }
}
