package com.pumpup.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Projects group tasks and route them to people. Everybody in the account reads them; admins change them.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ProjectsGrpc {

  private ProjectsGrpc() {}

  public static final java.lang.String SERVICE_NAME = "pumpup.v1.Projects";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsListRequest,
      com.pumpup.v1.ProjectsListResponse> getListMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "List",
      requestType = com.pumpup.v1.ProjectsListRequest.class,
      responseType = com.pumpup.v1.ProjectsListResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsListRequest,
      com.pumpup.v1.ProjectsListResponse> getListMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsListRequest, com.pumpup.v1.ProjectsListResponse> getListMethod;
    if ((getListMethod = ProjectsGrpc.getListMethod) == null) {
      synchronized (ProjectsGrpc.class) {
        if ((getListMethod = ProjectsGrpc.getListMethod) == null) {
          ProjectsGrpc.getListMethod = getListMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ProjectsListRequest, com.pumpup.v1.ProjectsListResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "List"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsListRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsListResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ProjectsMethodDescriptorSupplier("List"))
              .build();
        }
      }
    }
    return getListMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsGetRequest,
      com.pumpup.v1.ProjectsGetResponse> getGetMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Get",
      requestType = com.pumpup.v1.ProjectsGetRequest.class,
      responseType = com.pumpup.v1.ProjectsGetResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsGetRequest,
      com.pumpup.v1.ProjectsGetResponse> getGetMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsGetRequest, com.pumpup.v1.ProjectsGetResponse> getGetMethod;
    if ((getGetMethod = ProjectsGrpc.getGetMethod) == null) {
      synchronized (ProjectsGrpc.class) {
        if ((getGetMethod = ProjectsGrpc.getGetMethod) == null) {
          ProjectsGrpc.getGetMethod = getGetMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ProjectsGetRequest, com.pumpup.v1.ProjectsGetResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Get"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsGetRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsGetResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ProjectsMethodDescriptorSupplier("Get"))
              .build();
        }
      }
    }
    return getGetMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsCreateRequest,
      com.pumpup.v1.ProjectsCreateResponse> getCreateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Create",
      requestType = com.pumpup.v1.ProjectsCreateRequest.class,
      responseType = com.pumpup.v1.ProjectsCreateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsCreateRequest,
      com.pumpup.v1.ProjectsCreateResponse> getCreateMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsCreateRequest, com.pumpup.v1.ProjectsCreateResponse> getCreateMethod;
    if ((getCreateMethod = ProjectsGrpc.getCreateMethod) == null) {
      synchronized (ProjectsGrpc.class) {
        if ((getCreateMethod = ProjectsGrpc.getCreateMethod) == null) {
          ProjectsGrpc.getCreateMethod = getCreateMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ProjectsCreateRequest, com.pumpup.v1.ProjectsCreateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Create"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsCreateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsCreateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ProjectsMethodDescriptorSupplier("Create"))
              .build();
        }
      }
    }
    return getCreateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsUpdateRequest,
      com.pumpup.v1.ProjectsUpdateResponse> getUpdateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Update",
      requestType = com.pumpup.v1.ProjectsUpdateRequest.class,
      responseType = com.pumpup.v1.ProjectsUpdateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsUpdateRequest,
      com.pumpup.v1.ProjectsUpdateResponse> getUpdateMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsUpdateRequest, com.pumpup.v1.ProjectsUpdateResponse> getUpdateMethod;
    if ((getUpdateMethod = ProjectsGrpc.getUpdateMethod) == null) {
      synchronized (ProjectsGrpc.class) {
        if ((getUpdateMethod = ProjectsGrpc.getUpdateMethod) == null) {
          ProjectsGrpc.getUpdateMethod = getUpdateMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ProjectsUpdateRequest, com.pumpup.v1.ProjectsUpdateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Update"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsUpdateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsUpdateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ProjectsMethodDescriptorSupplier("Update"))
              .build();
        }
      }
    }
    return getUpdateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsDeleteRequest,
      com.pumpup.v1.ProjectsDeleteResponse> getDeleteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Delete",
      requestType = com.pumpup.v1.ProjectsDeleteRequest.class,
      responseType = com.pumpup.v1.ProjectsDeleteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsDeleteRequest,
      com.pumpup.v1.ProjectsDeleteResponse> getDeleteMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.ProjectsDeleteRequest, com.pumpup.v1.ProjectsDeleteResponse> getDeleteMethod;
    if ((getDeleteMethod = ProjectsGrpc.getDeleteMethod) == null) {
      synchronized (ProjectsGrpc.class) {
        if ((getDeleteMethod = ProjectsGrpc.getDeleteMethod) == null) {
          ProjectsGrpc.getDeleteMethod = getDeleteMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.ProjectsDeleteRequest, com.pumpup.v1.ProjectsDeleteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Delete"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsDeleteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.ProjectsDeleteResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ProjectsMethodDescriptorSupplier("Delete"))
              .build();
        }
      }
    }
    return getDeleteMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ProjectsStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ProjectsStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ProjectsStub>() {
        @java.lang.Override
        public ProjectsStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ProjectsStub(channel, callOptions);
        }
      };
    return ProjectsStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ProjectsBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ProjectsBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ProjectsBlockingV2Stub>() {
        @java.lang.Override
        public ProjectsBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ProjectsBlockingV2Stub(channel, callOptions);
        }
      };
    return ProjectsBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ProjectsBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ProjectsBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ProjectsBlockingStub>() {
        @java.lang.Override
        public ProjectsBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ProjectsBlockingStub(channel, callOptions);
        }
      };
    return ProjectsBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ProjectsFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ProjectsFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ProjectsFutureStub>() {
        @java.lang.Override
        public ProjectsFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ProjectsFutureStub(channel, callOptions);
        }
      };
    return ProjectsFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Projects group tasks and route them to people. Everybody in the account reads them; admins change them.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists the account's projects in the order of their making.
     * </pre>
     */
    default void list(com.pumpup.v1.ProjectsListRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsListResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads one project. PROJECT_NOT_FOUND if the account has no such project.
     * </pre>
     */
    default void get(com.pumpup.v1.ProjectsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsGetResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes a project; admins only. PROJECT_EXISTS if its slug is taken; INVALID_REQUEST names every fault of a step graph.
     * </pre>
     */
    default void create(com.pumpup.v1.ProjectsCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsCreateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a project; admins only. PROJECT_IN_USE if an open task would be left on a step that vanished.
     * </pre>
     */
    default void update(com.pumpup.v1.ProjectsUpdateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsUpdateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a project; admins only. PROJECT_PROTECTED for `general`; PROJECT_IN_USE while it has an open task.
     * </pre>
     */
    default void delete(com.pumpup.v1.ProjectsDeleteRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsDeleteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service Projects.
   * <pre>
   * Projects group tasks and route them to people. Everybody in the account reads them; admins change them.
   * </pre>
   */
  public static abstract class ProjectsImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ProjectsGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service Projects.
   * <pre>
   * Projects group tasks and route them to people. Everybody in the account reads them; admins change them.
   * </pre>
   */
  public static final class ProjectsStub
      extends io.grpc.stub.AbstractAsyncStub<ProjectsStub> {
    private ProjectsStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ProjectsStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ProjectsStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the account's projects in the order of their making.
     * </pre>
     */
    public void list(com.pumpup.v1.ProjectsListRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsListResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads one project. PROJECT_NOT_FOUND if the account has no such project.
     * </pre>
     */
    public void get(com.pumpup.v1.ProjectsGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsGetResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes a project; admins only. PROJECT_EXISTS if its slug is taken; INVALID_REQUEST names every fault of a step graph.
     * </pre>
     */
    public void create(com.pumpup.v1.ProjectsCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsCreateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a project; admins only. PROJECT_IN_USE if an open task would be left on a step that vanished.
     * </pre>
     */
    public void update(com.pumpup.v1.ProjectsUpdateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsUpdateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a project; admins only. PROJECT_PROTECTED for `general`; PROJECT_IN_USE while it has an open task.
     * </pre>
     */
    public void delete(com.pumpup.v1.ProjectsDeleteRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsDeleteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service Projects.
   * <pre>
   * Projects group tasks and route them to people. Everybody in the account reads them; admins change them.
   * </pre>
   */
  public static final class ProjectsBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ProjectsBlockingV2Stub> {
    private ProjectsBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ProjectsBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ProjectsBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the account's projects in the order of their making.
     * </pre>
     */
    public com.pumpup.v1.ProjectsListResponse list(com.pumpup.v1.ProjectsListRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one project. PROJECT_NOT_FOUND if the account has no such project.
     * </pre>
     */
    public com.pumpup.v1.ProjectsGetResponse get(com.pumpup.v1.ProjectsGetRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a project; admins only. PROJECT_EXISTS if its slug is taken; INVALID_REQUEST names every fault of a step graph.
     * </pre>
     */
    public com.pumpup.v1.ProjectsCreateResponse create(com.pumpup.v1.ProjectsCreateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a project; admins only. PROJECT_IN_USE if an open task would be left on a step that vanished.
     * </pre>
     */
    public com.pumpup.v1.ProjectsUpdateResponse update(com.pumpup.v1.ProjectsUpdateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a project; admins only. PROJECT_PROTECTED for `general`; PROJECT_IN_USE while it has an open task.
     * </pre>
     */
    public com.pumpup.v1.ProjectsDeleteResponse delete(com.pumpup.v1.ProjectsDeleteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service Projects.
   * <pre>
   * Projects group tasks and route them to people. Everybody in the account reads them; admins change them.
   * </pre>
   */
  public static final class ProjectsBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ProjectsBlockingStub> {
    private ProjectsBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ProjectsBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ProjectsBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the account's projects in the order of their making.
     * </pre>
     */
    public com.pumpup.v1.ProjectsListResponse list(com.pumpup.v1.ProjectsListRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one project. PROJECT_NOT_FOUND if the account has no such project.
     * </pre>
     */
    public com.pumpup.v1.ProjectsGetResponse get(com.pumpup.v1.ProjectsGetRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a project; admins only. PROJECT_EXISTS if its slug is taken; INVALID_REQUEST names every fault of a step graph.
     * </pre>
     */
    public com.pumpup.v1.ProjectsCreateResponse create(com.pumpup.v1.ProjectsCreateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a project; admins only. PROJECT_IN_USE if an open task would be left on a step that vanished.
     * </pre>
     */
    public com.pumpup.v1.ProjectsUpdateResponse update(com.pumpup.v1.ProjectsUpdateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a project; admins only. PROJECT_PROTECTED for `general`; PROJECT_IN_USE while it has an open task.
     * </pre>
     */
    public com.pumpup.v1.ProjectsDeleteResponse delete(com.pumpup.v1.ProjectsDeleteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service Projects.
   * <pre>
   * Projects group tasks and route them to people. Everybody in the account reads them; admins change them.
   * </pre>
   */
  public static final class ProjectsFutureStub
      extends io.grpc.stub.AbstractFutureStub<ProjectsFutureStub> {
    private ProjectsFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ProjectsFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ProjectsFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the account's projects in the order of their making.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ProjectsListResponse> list(
        com.pumpup.v1.ProjectsListRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads one project. PROJECT_NOT_FOUND if the account has no such project.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ProjectsGetResponse> get(
        com.pumpup.v1.ProjectsGetRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes a project; admins only. PROJECT_EXISTS if its slug is taken; INVALID_REQUEST names every fault of a step graph.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ProjectsCreateResponse> create(
        com.pumpup.v1.ProjectsCreateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a project; admins only. PROJECT_IN_USE if an open task would be left on a step that vanished.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ProjectsUpdateResponse> update(
        com.pumpup.v1.ProjectsUpdateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a project; admins only. PROJECT_PROTECTED for `general`; PROJECT_IN_USE while it has an open task.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.ProjectsDeleteResponse> delete(
        com.pumpup.v1.ProjectsDeleteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST = 0;
  private static final int METHODID_GET = 1;
  private static final int METHODID_CREATE = 2;
  private static final int METHODID_UPDATE = 3;
  private static final int METHODID_DELETE = 4;

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
          serviceImpl.list((com.pumpup.v1.ProjectsListRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsListResponse>) responseObserver);
          break;
        case METHODID_GET:
          serviceImpl.get((com.pumpup.v1.ProjectsGetRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsGetResponse>) responseObserver);
          break;
        case METHODID_CREATE:
          serviceImpl.create((com.pumpup.v1.ProjectsCreateRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsCreateResponse>) responseObserver);
          break;
        case METHODID_UPDATE:
          serviceImpl.update((com.pumpup.v1.ProjectsUpdateRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsUpdateResponse>) responseObserver);
          break;
        case METHODID_DELETE:
          serviceImpl.delete((com.pumpup.v1.ProjectsDeleteRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.ProjectsDeleteResponse>) responseObserver);
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
              com.pumpup.v1.ProjectsListRequest,
              com.pumpup.v1.ProjectsListResponse>(
                service, METHODID_LIST)))
        .addMethod(
          getGetMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ProjectsGetRequest,
              com.pumpup.v1.ProjectsGetResponse>(
                service, METHODID_GET)))
        .addMethod(
          getCreateMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ProjectsCreateRequest,
              com.pumpup.v1.ProjectsCreateResponse>(
                service, METHODID_CREATE)))
        .addMethod(
          getUpdateMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ProjectsUpdateRequest,
              com.pumpup.v1.ProjectsUpdateResponse>(
                service, METHODID_UPDATE)))
        .addMethod(
          getDeleteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.ProjectsDeleteRequest,
              com.pumpup.v1.ProjectsDeleteResponse>(
                service, METHODID_DELETE)))
        .build();
  }

  private static abstract class ProjectsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ProjectsBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return com.pumpup.v1.ProjectsOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("Projects");
    }
  }

  private static final class ProjectsFileDescriptorSupplier
      extends ProjectsBaseDescriptorSupplier {
    ProjectsFileDescriptorSupplier() {}
  }

  private static final class ProjectsMethodDescriptorSupplier
      extends ProjectsBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ProjectsMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (ProjectsGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ProjectsFileDescriptorSupplier())
              .addMethod(getListMethod())
              .addMethod(getGetMethod())
              .addMethod(getCreateMethod())
              .addMethod(getUpdateMethod())
              .addMethod(getDeleteMethod())
              .build();
        }
      }
    }
    return result;
  }
}
