package com.pumpup.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * The inbox: the requests that wait for people, longest waiting first. Agents read it too, to find their own again.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class InboxGrpc {

  private InboxGrpc() {}

  public static final java.lang.String SERVICE_NAME = "pumpup.v1.Inbox";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.InboxListRequest,
      com.pumpup.v1.InboxListResponse> getListMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "List",
      requestType = com.pumpup.v1.InboxListRequest.class,
      responseType = com.pumpup.v1.InboxListResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.InboxListRequest,
      com.pumpup.v1.InboxListResponse> getListMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.InboxListRequest, com.pumpup.v1.InboxListResponse> getListMethod;
    if ((getListMethod = InboxGrpc.getListMethod) == null) {
      synchronized (InboxGrpc.class) {
        if ((getListMethod = InboxGrpc.getListMethod) == null) {
          InboxGrpc.getListMethod = getListMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.InboxListRequest, com.pumpup.v1.InboxListResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "List"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxListRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxListResponse.getDefaultInstance()))
              .setSchemaDescriptor(new InboxMethodDescriptorSupplier("List"))
              .build();
        }
      }
    }
    return getListMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.InboxWatchRequest,
      com.pumpup.v1.InboxWatchResponse> getWatchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Watch",
      requestType = com.pumpup.v1.InboxWatchRequest.class,
      responseType = com.pumpup.v1.InboxWatchResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.InboxWatchRequest,
      com.pumpup.v1.InboxWatchResponse> getWatchMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.InboxWatchRequest, com.pumpup.v1.InboxWatchResponse> getWatchMethod;
    if ((getWatchMethod = InboxGrpc.getWatchMethod) == null) {
      synchronized (InboxGrpc.class) {
        if ((getWatchMethod = InboxGrpc.getWatchMethod) == null) {
          InboxGrpc.getWatchMethod = getWatchMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.InboxWatchRequest, com.pumpup.v1.InboxWatchResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Watch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxWatchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxWatchResponse.getDefaultInstance()))
              .setSchemaDescriptor(new InboxMethodDescriptorSupplier("Watch"))
              .build();
        }
      }
    }
    return getWatchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.InboxListEndedRequest,
      com.pumpup.v1.InboxListEndedResponse> getListEndedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListEnded",
      requestType = com.pumpup.v1.InboxListEndedRequest.class,
      responseType = com.pumpup.v1.InboxListEndedResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.InboxListEndedRequest,
      com.pumpup.v1.InboxListEndedResponse> getListEndedMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.InboxListEndedRequest, com.pumpup.v1.InboxListEndedResponse> getListEndedMethod;
    if ((getListEndedMethod = InboxGrpc.getListEndedMethod) == null) {
      synchronized (InboxGrpc.class) {
        if ((getListEndedMethod = InboxGrpc.getListEndedMethod) == null) {
          InboxGrpc.getListEndedMethod = getListEndedMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.InboxListEndedRequest, com.pumpup.v1.InboxListEndedResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListEnded"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxListEndedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxListEndedResponse.getDefaultInstance()))
              .setSchemaDescriptor(new InboxMethodDescriptorSupplier("ListEnded"))
              .build();
        }
      }
    }
    return getListEndedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.InboxOverviewRequest,
      com.pumpup.v1.InboxOverviewResponse> getOverviewMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Overview",
      requestType = com.pumpup.v1.InboxOverviewRequest.class,
      responseType = com.pumpup.v1.InboxOverviewResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.InboxOverviewRequest,
      com.pumpup.v1.InboxOverviewResponse> getOverviewMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.InboxOverviewRequest, com.pumpup.v1.InboxOverviewResponse> getOverviewMethod;
    if ((getOverviewMethod = InboxGrpc.getOverviewMethod) == null) {
      synchronized (InboxGrpc.class) {
        if ((getOverviewMethod = InboxGrpc.getOverviewMethod) == null) {
          InboxGrpc.getOverviewMethod = getOverviewMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.InboxOverviewRequest, com.pumpup.v1.InboxOverviewResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Overview"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxOverviewRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.InboxOverviewResponse.getDefaultInstance()))
              .setSchemaDescriptor(new InboxMethodDescriptorSupplier("Overview"))
              .build();
        }
      }
    }
    return getOverviewMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static InboxStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<InboxStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<InboxStub>() {
        @java.lang.Override
        public InboxStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new InboxStub(channel, callOptions);
        }
      };
    return InboxStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static InboxBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<InboxBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<InboxBlockingV2Stub>() {
        @java.lang.Override
        public InboxBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new InboxBlockingV2Stub(channel, callOptions);
        }
      };
    return InboxBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static InboxBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<InboxBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<InboxBlockingStub>() {
        @java.lang.Override
        public InboxBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new InboxBlockingStub(channel, callOptions);
        }
      };
    return InboxBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static InboxFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<InboxFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<InboxFutureStub>() {
        @java.lang.Override
        public InboxFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new InboxFutureStub(channel, callOptions);
        }
      };
    return InboxFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * The inbox: the requests that wait for people, longest waiting first. Agents read it too, to find their own again.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists open requests in pages.
     * </pre>
     */
    default void list(com.pumpup.v1.InboxListRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxListResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListMethod(), responseObserver);
    }

    /**
     * <pre>
     * Follows the open requests live: first a snapshot, in one or several messages, then what appears, changes or goes. It
     * does not end by itself; after UNAVAILABLE, watch again.
     * </pre>
     */
    default void watch(com.pumpup.v1.InboxWatchRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxWatchResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists requests that have ended, whichever way, the latest end first.
     * </pre>
     */
    default void listEnded(com.pumpup.v1.InboxListEndedRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxListEndedResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListEndedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Adds up how the account's requests fare: what is open now, and how those went that ended lately.
     * </pre>
     */
    default void overview(com.pumpup.v1.InboxOverviewRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxOverviewResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getOverviewMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service Inbox.
   * <pre>
   * The inbox: the requests that wait for people, longest waiting first. Agents read it too, to find their own again.
   * </pre>
   */
  public static abstract class InboxImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return InboxGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service Inbox.
   * <pre>
   * The inbox: the requests that wait for people, longest waiting first. Agents read it too, to find their own again.
   * </pre>
   */
  public static final class InboxStub
      extends io.grpc.stub.AbstractAsyncStub<InboxStub> {
    private InboxStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected InboxStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new InboxStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists open requests in pages.
     * </pre>
     */
    public void list(com.pumpup.v1.InboxListRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxListResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Follows the open requests live: first a snapshot, in one or several messages, then what appears, changes or goes. It
     * does not end by itself; after UNAVAILABLE, watch again.
     * </pre>
     */
    public void watch(com.pumpup.v1.InboxWatchRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxWatchResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists requests that have ended, whichever way, the latest end first.
     * </pre>
     */
    public void listEnded(com.pumpup.v1.InboxListEndedRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxListEndedResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListEndedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Adds up how the account's requests fare: what is open now, and how those went that ended lately.
     * </pre>
     */
    public void overview(com.pumpup.v1.InboxOverviewRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.InboxOverviewResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getOverviewMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service Inbox.
   * <pre>
   * The inbox: the requests that wait for people, longest waiting first. Agents read it too, to find their own again.
   * </pre>
   */
  public static final class InboxBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<InboxBlockingV2Stub> {
    private InboxBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected InboxBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new InboxBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists open requests in pages.
     * </pre>
     */
    public com.pumpup.v1.InboxListResponse list(com.pumpup.v1.InboxListRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Follows the open requests live: first a snapshot, in one or several messages, then what appears, changes or goes. It
     * does not end by itself; after UNAVAILABLE, watch again.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, com.pumpup.v1.InboxWatchResponse>
        watch(com.pumpup.v1.InboxWatchRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists requests that have ended, whichever way, the latest end first.
     * </pre>
     */
    public com.pumpup.v1.InboxListEndedResponse listEnded(com.pumpup.v1.InboxListEndedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListEndedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds up how the account's requests fare: what is open now, and how those went that ended lately.
     * </pre>
     */
    public com.pumpup.v1.InboxOverviewResponse overview(com.pumpup.v1.InboxOverviewRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getOverviewMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service Inbox.
   * <pre>
   * The inbox: the requests that wait for people, longest waiting first. Agents read it too, to find their own again.
   * </pre>
   */
  public static final class InboxBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<InboxBlockingStub> {
    private InboxBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected InboxBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new InboxBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists open requests in pages.
     * </pre>
     */
    public com.pumpup.v1.InboxListResponse list(com.pumpup.v1.InboxListRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Follows the open requests live: first a snapshot, in one or several messages, then what appears, changes or goes. It
     * does not end by itself; after UNAVAILABLE, watch again.
     * </pre>
     */
    public java.util.Iterator<com.pumpup.v1.InboxWatchResponse> watch(
        com.pumpup.v1.InboxWatchRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists requests that have ended, whichever way, the latest end first.
     * </pre>
     */
    public com.pumpup.v1.InboxListEndedResponse listEnded(com.pumpup.v1.InboxListEndedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListEndedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds up how the account's requests fare: what is open now, and how those went that ended lately.
     * </pre>
     */
    public com.pumpup.v1.InboxOverviewResponse overview(com.pumpup.v1.InboxOverviewRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getOverviewMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service Inbox.
   * <pre>
   * The inbox: the requests that wait for people, longest waiting first. Agents read it too, to find their own again.
   * </pre>
   */
  public static final class InboxFutureStub
      extends io.grpc.stub.AbstractFutureStub<InboxFutureStub> {
    private InboxFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected InboxFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new InboxFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists open requests in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.InboxListResponse> list(
        com.pumpup.v1.InboxListRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists requests that have ended, whichever way, the latest end first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.InboxListEndedResponse> listEnded(
        com.pumpup.v1.InboxListEndedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListEndedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Adds up how the account's requests fare: what is open now, and how those went that ended lately.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.InboxOverviewResponse> overview(
        com.pumpup.v1.InboxOverviewRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getOverviewMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST = 0;
  private static final int METHODID_WATCH = 1;
  private static final int METHODID_LIST_ENDED = 2;
  private static final int METHODID_OVERVIEW = 3;

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
        case METHODID_LIST:
          serviceImpl.list((com.pumpup.v1.InboxListRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.InboxListResponse>) responseObserver);
          break;
        case METHODID_WATCH:
          serviceImpl.watch((com.pumpup.v1.InboxWatchRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.InboxWatchResponse>) responseObserver);
          break;
        case METHODID_LIST_ENDED:
          serviceImpl.listEnded((com.pumpup.v1.InboxListEndedRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.InboxListEndedResponse>) responseObserver);
          break;
        case METHODID_OVERVIEW:
          serviceImpl.overview((com.pumpup.v1.InboxOverviewRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.InboxOverviewResponse>) responseObserver);
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
          getListMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.InboxListRequest,
              com.pumpup.v1.InboxListResponse>(
                service, METHODID_LIST)))
        .addMethod(
          getWatchMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              com.pumpup.v1.InboxWatchRequest,
              com.pumpup.v1.InboxWatchResponse>(
                service, METHODID_WATCH)))
        .addMethod(
          getListEndedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.InboxListEndedRequest,
              com.pumpup.v1.InboxListEndedResponse>(
                service, METHODID_LIST_ENDED)))
        .addMethod(
          getOverviewMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.InboxOverviewRequest,
              com.pumpup.v1.InboxOverviewResponse>(
                service, METHODID_OVERVIEW)))
        .build();
  }

  private static abstract class InboxBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    InboxBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return com.pumpup.v1.InboxOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("Inbox");
    }
  }

  private static final class InboxFileDescriptorSupplier
      extends InboxBaseDescriptorSupplier {
    InboxFileDescriptorSupplier() {}
  }

  private static final class InboxMethodDescriptorSupplier
      extends InboxBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    InboxMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (InboxGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new InboxFileDescriptorSupplier())
              .addMethod(getListMethod())
              .addMethod(getWatchMethod())
              .addMethod(getListEndedMethod())
              .addMethod(getOverviewMethod())
              .build();
        }
      }
    }
    return result;
  }
}
