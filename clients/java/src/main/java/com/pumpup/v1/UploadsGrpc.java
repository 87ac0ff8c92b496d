package com.pumpup.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Uploads: the bytes of files, which an action attaches to a task.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class UploadsGrpc {

  private UploadsGrpc() {}

  public static final java.lang.String SERVICE_NAME = "pumpup.v1.Uploads";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.UploadsUploadRequest,
      com.pumpup.v1.UploadsUploadResponse> getUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Upload",
      requestType = com.pumpup.v1.UploadsUploadRequest.class,
      responseType = com.pumpup.v1.UploadsUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.UploadsUploadRequest,
      com.pumpup.v1.UploadsUploadResponse> getUploadMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.UploadsUploadRequest, com.pumpup.v1.UploadsUploadResponse> getUploadMethod;
    if ((getUploadMethod = UploadsGrpc.getUploadMethod) == null) {
      synchronized (UploadsGrpc.class) {
        if ((getUploadMethod = UploadsGrpc.getUploadMethod) == null) {
          UploadsGrpc.getUploadMethod = getUploadMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.UploadsUploadRequest, com.pumpup.v1.UploadsUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Upload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.UploadsUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.UploadsUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new UploadsMethodDescriptorSupplier("Upload"))
              .build();
        }
      }
    }
    return getUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.UploadsGetRequest,
      com.pumpup.v1.UploadsGetResponse> getGetMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Get",
      requestType = com.pumpup.v1.UploadsGetRequest.class,
      responseType = com.pumpup.v1.UploadsGetResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.UploadsGetRequest,
      com.pumpup.v1.UploadsGetResponse> getGetMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.UploadsGetRequest, com.pumpup.v1.UploadsGetResponse> getGetMethod;
    if ((getGetMethod = UploadsGrpc.getGetMethod) == null) {
      synchronized (UploadsGrpc.class) {
        if ((getGetMethod = UploadsGrpc.getGetMethod) == null) {
          UploadsGrpc.getGetMethod = getGetMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.UploadsGetRequest, com.pumpup.v1.UploadsGetResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Get"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.UploadsGetRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.UploadsGetResponse.getDefaultInstance()))
              .setSchemaDescriptor(new UploadsMethodDescriptorSupplier("Get"))
              .build();
        }
      }
    }
    return getGetMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.UploadsDownloadRequest,
      com.pumpup.v1.UploadsDownloadResponse> getDownloadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Download",
      requestType = com.pumpup.v1.UploadsDownloadRequest.class,
      responseType = com.pumpup.v1.UploadsDownloadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.UploadsDownloadRequest,
      com.pumpup.v1.UploadsDownloadResponse> getDownloadMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.UploadsDownloadRequest, com.pumpup.v1.UploadsDownloadResponse> getDownloadMethod;
    if ((getDownloadMethod = UploadsGrpc.getDownloadMethod) == null) {
      synchronized (UploadsGrpc.class) {
        if ((getDownloadMethod = UploadsGrpc.getDownloadMethod) == null) {
          UploadsGrpc.getDownloadMethod = getDownloadMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.UploadsDownloadRequest, com.pumpup.v1.UploadsDownloadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Download"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.UploadsDownloadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.UploadsDownloadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new UploadsMethodDescriptorSupplier("Download"))
              .build();
        }
      }
    }
    return getDownloadMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static UploadsStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<UploadsStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<UploadsStub>() {
        @java.lang.Override
        public UploadsStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new UploadsStub(channel, callOptions);
        }
      };
    return UploadsStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static UploadsBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<UploadsBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<UploadsBlockingV2Stub>() {
        @java.lang.Override
        public UploadsBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new UploadsBlockingV2Stub(channel, callOptions);
        }
      };
    return UploadsBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static UploadsBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<UploadsBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<UploadsBlockingStub>() {
        @java.lang.Override
        public UploadsBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new UploadsBlockingStub(channel, callOptions);
        }
      };
    return UploadsBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static UploadsFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<UploadsFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<UploadsFutureStub>() {
        @java.lang.Override
        public UploadsFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new UploadsFutureStub(channel, callOptions);
        }
      };
    return UploadsFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Uploads: the bytes of files, which an action attaches to a task.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Takes a file in chunks; agents and people. LIMIT_EXCEEDED if it is larger than the server allows (32 MiB unless it is
     * set otherwise).
     * </pre>
     */
    default io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsUploadRequest> upload(
        io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsUploadResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads what is known about a file.
     * </pre>
     */
    default void get(com.pumpup.v1.UploadsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsGetResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the bytes of a file, in chunks of at most 256 KiB.
     * </pre>
     */
    default void download(com.pumpup.v1.UploadsDownloadRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsDownloadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDownloadMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service Uploads.
   * <pre>
   * Uploads: the bytes of files, which an action attaches to a task.
   * </pre>
   */
  public static abstract class UploadsImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return UploadsGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service Uploads.
   * <pre>
   * Uploads: the bytes of files, which an action attaches to a task.
   * </pre>
   */
  public static final class UploadsStub
      extends io.grpc.stub.AbstractAsyncStub<UploadsStub> {
    private UploadsStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected UploadsStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new UploadsStub(channel, callOptions);
    }

    /**
     * <pre>
     * Takes a file in chunks; agents and people. LIMIT_EXCEEDED if it is larger than the server allows (32 MiB unless it is
     * set otherwise).
     * </pre>
     */
    public io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsUploadRequest> upload(
        io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsUploadResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncClientStreamingCall(
          getChannel().newCall(getUploadMethod(), getCallOptions()), responseObserver);
    }

    /**
     * <pre>
     * Reads what is known about a file.
     * </pre>
     */
    public void get(com.pumpup.v1.UploadsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsGetResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the bytes of a file, in chunks of at most 256 KiB.
     * </pre>
     */
    public void download(com.pumpup.v1.UploadsDownloadRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsDownloadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getDownloadMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service Uploads.
   * <pre>
   * Uploads: the bytes of files, which an action attaches to a task.
   * </pre>
   */
  public static final class UploadsBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<UploadsBlockingV2Stub> {
    private UploadsBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected UploadsBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new UploadsBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Takes a file in chunks; agents and people. LIMIT_EXCEEDED if it is larger than the server allows (32 MiB unless it is
     * set otherwise).
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<com.pumpup.v1.UploadsUploadRequest, com.pumpup.v1.UploadsUploadResponse>
        upload() {
      return io.grpc.stub.ClientCalls.blockingClientStreamingCall(
          getChannel(), getUploadMethod(), getCallOptions());
    }

    /**
     * <pre>
     * Reads what is known about a file.
     * </pre>
     */
    public com.pumpup.v1.UploadsGetResponse get(com.pumpup.v1.UploadsGetRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the bytes of a file, in chunks of at most 256 KiB.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, com.pumpup.v1.UploadsDownloadResponse>
        download(com.pumpup.v1.UploadsDownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getDownloadMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service Uploads.
   * <pre>
   * Uploads: the bytes of files, which an action attaches to a task.
   * </pre>
   */
  public static final class UploadsBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<UploadsBlockingStub> {
    private UploadsBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected UploadsBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new UploadsBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Reads what is known about a file.
     * </pre>
     */
    public com.pumpup.v1.UploadsGetResponse get(com.pumpup.v1.UploadsGetRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the bytes of a file, in chunks of at most 256 KiB.
     * </pre>
     */
    public java.util.Iterator<com.pumpup.v1.UploadsDownloadResponse> download(
        com.pumpup.v1.UploadsDownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getDownloadMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service Uploads.
   * <pre>
   * Uploads: the bytes of files, which an action attaches to a task.
   * </pre>
   */
  public static final class UploadsFutureStub
      extends io.grpc.stub.AbstractFutureStub<UploadsFutureStub> {
    private UploadsFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected UploadsFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new UploadsFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Reads what is known about a file.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.UploadsGetResponse> get(
        com.pumpup.v1.UploadsGetRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET = 0;
  private static final int METHODID_DOWNLOAD = 1;
  private static final int METHODID_UPLOAD = 2;

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
        case METHODID_GET:
          serviceImpl.get((com.pumpup.v1.UploadsGetRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsGetResponse>) responseObserver);
          break;
        case METHODID_DOWNLOAD:
          serviceImpl.download((com.pumpup.v1.UploadsDownloadRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsDownloadResponse>) responseObserver);
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
        case METHODID_UPLOAD:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.upload(
              (io.grpc.stub.StreamObserver<com.pumpup.v1.UploadsUploadResponse>) responseObserver);
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getUploadMethod(),
          io.grpc.stub.ServerCalls.asyncClientStreamingCall(
            new MethodHandlers<
              com.pumpup.v1.UploadsUploadRequest,
              com.pumpup.v1.UploadsUploadResponse>(
                service, METHODID_UPLOAD)))
        .addMethod(
          getGetMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.UploadsGetRequest,
              com.pumpup.v1.UploadsGetResponse>(
                service, METHODID_GET)))
        .addMethod(
          getDownloadMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              com.pumpup.v1.UploadsDownloadRequest,
              com.pumpup.v1.UploadsDownloadResponse>(
                service, METHODID_DOWNLOAD)))
        .build();
  }

  private static abstract class UploadsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    UploadsBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return com.pumpup.v1.UploadsOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("Uploads");
    }
  }

  private static final class UploadsFileDescriptorSupplier
      extends UploadsBaseDescriptorSupplier {
    UploadsFileDescriptorSupplier() {}
  }

  private static final class UploadsMethodDescriptorSupplier
      extends UploadsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    UploadsMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (UploadsGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new UploadsFileDescriptorSupplier())
              .addMethod(getUploadMethod())
              .addMethod(getGetMethod())
              .addMethod(getDownloadMethod())
              .build();
        }
      }
    }
    return result;
  }
}
