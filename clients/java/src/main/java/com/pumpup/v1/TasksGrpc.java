package com.pumpup.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Tasks are the cases that agents work on, each with an append-only timeline of events.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class TasksGrpc {

  private TasksGrpc() {}

  public static final java.lang.String SERVICE_NAME = "pumpup.v1.Tasks";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksCreateRequest,
      com.pumpup.v1.TasksCreateResponse> getCreateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Create",
      requestType = com.pumpup.v1.TasksCreateRequest.class,
      responseType = com.pumpup.v1.TasksCreateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksCreateRequest,
      com.pumpup.v1.TasksCreateResponse> getCreateMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksCreateRequest, com.pumpup.v1.TasksCreateResponse> getCreateMethod;
    if ((getCreateMethod = TasksGrpc.getCreateMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getCreateMethod = TasksGrpc.getCreateMethod) == null) {
          TasksGrpc.getCreateMethod = getCreateMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksCreateRequest, com.pumpup.v1.TasksCreateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Create"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksCreateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksCreateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("Create"))
              .build();
        }
      }
    }
    return getCreateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksGetRequest,
      com.pumpup.v1.TasksGetResponse> getGetMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Get",
      requestType = com.pumpup.v1.TasksGetRequest.class,
      responseType = com.pumpup.v1.TasksGetResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksGetRequest,
      com.pumpup.v1.TasksGetResponse> getGetMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksGetRequest, com.pumpup.v1.TasksGetResponse> getGetMethod;
    if ((getGetMethod = TasksGrpc.getGetMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getGetMethod = TasksGrpc.getGetMethod) == null) {
          TasksGrpc.getGetMethod = getGetMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksGetRequest, com.pumpup.v1.TasksGetResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Get"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksGetRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksGetResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("Get"))
              .build();
        }
      }
    }
    return getGetMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksListRequest,
      com.pumpup.v1.TasksListResponse> getListMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "List",
      requestType = com.pumpup.v1.TasksListRequest.class,
      responseType = com.pumpup.v1.TasksListResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksListRequest,
      com.pumpup.v1.TasksListResponse> getListMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksListRequest, com.pumpup.v1.TasksListResponse> getListMethod;
    if ((getListMethod = TasksGrpc.getListMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getListMethod = TasksGrpc.getListMethod) == null) {
          TasksGrpc.getListMethod = getListMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksListRequest, com.pumpup.v1.TasksListResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "List"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksListRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksListResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("List"))
              .build();
        }
      }
    }
    return getListMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksListEventsRequest,
      com.pumpup.v1.TasksListEventsResponse> getListEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListEvents",
      requestType = com.pumpup.v1.TasksListEventsRequest.class,
      responseType = com.pumpup.v1.TasksListEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksListEventsRequest,
      com.pumpup.v1.TasksListEventsResponse> getListEventsMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksListEventsRequest, com.pumpup.v1.TasksListEventsResponse> getListEventsMethod;
    if ((getListEventsMethod = TasksGrpc.getListEventsMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getListEventsMethod = TasksGrpc.getListEventsMethod) == null) {
          TasksGrpc.getListEventsMethod = getListEventsMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksListEventsRequest, com.pumpup.v1.TasksListEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksListEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksListEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("ListEvents"))
              .build();
        }
      }
    }
    return getListEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksWatchEventsRequest,
      com.pumpup.v1.TasksWatchEventsResponse> getWatchEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchEvents",
      requestType = com.pumpup.v1.TasksWatchEventsRequest.class,
      responseType = com.pumpup.v1.TasksWatchEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksWatchEventsRequest,
      com.pumpup.v1.TasksWatchEventsResponse> getWatchEventsMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksWatchEventsRequest, com.pumpup.v1.TasksWatchEventsResponse> getWatchEventsMethod;
    if ((getWatchEventsMethod = TasksGrpc.getWatchEventsMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getWatchEventsMethod = TasksGrpc.getWatchEventsMethod) == null) {
          TasksGrpc.getWatchEventsMethod = getWatchEventsMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksWatchEventsRequest, com.pumpup.v1.TasksWatchEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksWatchEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksWatchEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("WatchEvents"))
              .build();
        }
      }
    }
    return getWatchEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksRecordActionRequest,
      com.pumpup.v1.TasksRecordActionResponse> getRecordActionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RecordAction",
      requestType = com.pumpup.v1.TasksRecordActionRequest.class,
      responseType = com.pumpup.v1.TasksRecordActionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksRecordActionRequest,
      com.pumpup.v1.TasksRecordActionResponse> getRecordActionMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksRecordActionRequest, com.pumpup.v1.TasksRecordActionResponse> getRecordActionMethod;
    if ((getRecordActionMethod = TasksGrpc.getRecordActionMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getRecordActionMethod = TasksGrpc.getRecordActionMethod) == null) {
          TasksGrpc.getRecordActionMethod = getRecordActionMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksRecordActionRequest, com.pumpup.v1.TasksRecordActionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RecordAction"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksRecordActionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksRecordActionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("RecordAction"))
              .build();
        }
      }
    }
    return getRecordActionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksRecordExceptionRequest,
      com.pumpup.v1.TasksRecordExceptionResponse> getRecordExceptionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RecordException",
      requestType = com.pumpup.v1.TasksRecordExceptionRequest.class,
      responseType = com.pumpup.v1.TasksRecordExceptionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksRecordExceptionRequest,
      com.pumpup.v1.TasksRecordExceptionResponse> getRecordExceptionMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksRecordExceptionRequest, com.pumpup.v1.TasksRecordExceptionResponse> getRecordExceptionMethod;
    if ((getRecordExceptionMethod = TasksGrpc.getRecordExceptionMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getRecordExceptionMethod = TasksGrpc.getRecordExceptionMethod) == null) {
          TasksGrpc.getRecordExceptionMethod = getRecordExceptionMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksRecordExceptionRequest, com.pumpup.v1.TasksRecordExceptionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RecordException"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksRecordExceptionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksRecordExceptionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("RecordException"))
              .build();
        }
      }
    }
    return getRecordExceptionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksAddNoteRequest,
      com.pumpup.v1.TasksAddNoteResponse> getAddNoteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AddNote",
      requestType = com.pumpup.v1.TasksAddNoteRequest.class,
      responseType = com.pumpup.v1.TasksAddNoteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksAddNoteRequest,
      com.pumpup.v1.TasksAddNoteResponse> getAddNoteMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksAddNoteRequest, com.pumpup.v1.TasksAddNoteResponse> getAddNoteMethod;
    if ((getAddNoteMethod = TasksGrpc.getAddNoteMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getAddNoteMethod = TasksGrpc.getAddNoteMethod) == null) {
          TasksGrpc.getAddNoteMethod = getAddNoteMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksAddNoteRequest, com.pumpup.v1.TasksAddNoteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AddNote"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksAddNoteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksAddNoteResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("AddNote"))
              .build();
        }
      }
    }
    return getAddNoteMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksMoveRequest,
      com.pumpup.v1.TasksMoveResponse> getMoveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Move",
      requestType = com.pumpup.v1.TasksMoveRequest.class,
      responseType = com.pumpup.v1.TasksMoveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksMoveRequest,
      com.pumpup.v1.TasksMoveResponse> getMoveMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksMoveRequest, com.pumpup.v1.TasksMoveResponse> getMoveMethod;
    if ((getMoveMethod = TasksGrpc.getMoveMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getMoveMethod = TasksGrpc.getMoveMethod) == null) {
          TasksGrpc.getMoveMethod = getMoveMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksMoveRequest, com.pumpup.v1.TasksMoveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Move"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksMoveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksMoveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("Move"))
              .build();
        }
      }
    }
    return getMoveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.TasksAssignRequest,
      com.pumpup.v1.TasksAssignResponse> getAssignMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Assign",
      requestType = com.pumpup.v1.TasksAssignRequest.class,
      responseType = com.pumpup.v1.TasksAssignResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.TasksAssignRequest,
      com.pumpup.v1.TasksAssignResponse> getAssignMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.TasksAssignRequest, com.pumpup.v1.TasksAssignResponse> getAssignMethod;
    if ((getAssignMethod = TasksGrpc.getAssignMethod) == null) {
      synchronized (TasksGrpc.class) {
        if ((getAssignMethod = TasksGrpc.getAssignMethod) == null) {
          TasksGrpc.getAssignMethod = getAssignMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.TasksAssignRequest, com.pumpup.v1.TasksAssignResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Assign"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksAssignRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.TasksAssignResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TasksMethodDescriptorSupplier("Assign"))
              .build();
        }
      }
    }
    return getAssignMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static TasksStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TasksStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TasksStub>() {
        @java.lang.Override
        public TasksStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TasksStub(channel, callOptions);
        }
      };
    return TasksStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static TasksBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TasksBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TasksBlockingV2Stub>() {
        @java.lang.Override
        public TasksBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TasksBlockingV2Stub(channel, callOptions);
        }
      };
    return TasksBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static TasksBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TasksBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TasksBlockingStub>() {
        @java.lang.Override
        public TasksBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TasksBlockingStub(channel, callOptions);
        }
      };
    return TasksBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static TasksFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TasksFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TasksFutureStub>() {
        @java.lang.Override
        public TasksFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TasksFutureStub(channel, callOptions);
        }
      };
    return TasksFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Tasks are the cases that agents work on, each with an append-only timeline of events.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Opens a task in a project. There is no implicit task.
     * </pre>
     */
    default void create(com.pumpup.v1.TasksCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksCreateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads a task as it stands, with its open request if it has one.
     * </pre>
     */
    default void get(com.pumpup.v1.TasksGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksGetResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists tasks, newest first.
     * </pre>
     */
    default void list(com.pumpup.v1.TasksListRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksListResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the timeline from its first event on, in pages.
     * </pre>
     */
    default void listEvents(com.pumpup.v1.TasksListEventsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksListEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Follows the timeline live: what is there at once, then each event as soon as it is committed. It does not end by
     * itself; after UNAVAILABLE, watch again with the last cursor.
     * </pre>
     */
    default void watchEvents(com.pumpup.v1.TasksWatchEventsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksWatchEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Records what an agent did, and moves the task, patches its metadata or attaches files with it. Agents only.
     * </pre>
     */
    default void recordAction(com.pumpup.v1.TasksRecordActionRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksRecordActionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRecordActionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Records something unexpected. Agents only.
     * </pre>
     */
    default void recordException(com.pumpup.v1.TasksRecordExceptionRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksRecordExceptionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRecordExceptionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Writes a note; on closed tasks too.
     * </pre>
     */
    default void addNote(com.pumpup.v1.TasksAddNoteRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksAddNoteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAddNoteMethod(), responseObserver);
    }

    /**
     * <pre>
     * Moves a task along a declared exit by a person's hand: an ACTION of source HUMAN without a patch. People only.
     * </pre>
     */
    default void move(com.pumpup.v1.TasksMoveRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksMoveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getMoveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives a task to a person, or to nobody. People only.
     * </pre>
     */
    default void assign(com.pumpup.v1.TasksAssignRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksAssignResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAssignMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service Tasks.
   * <pre>
   * Tasks are the cases that agents work on, each with an append-only timeline of events.
   * </pre>
   */
  public static abstract class TasksImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return TasksGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service Tasks.
   * <pre>
   * Tasks are the cases that agents work on, each with an append-only timeline of events.
   * </pre>
   */
  public static final class TasksStub
      extends io.grpc.stub.AbstractAsyncStub<TasksStub> {
    private TasksStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TasksStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TasksStub(channel, callOptions);
    }

    /**
     * <pre>
     * Opens a task in a project. There is no implicit task.
     * </pre>
     */
    public void create(com.pumpup.v1.TasksCreateRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksCreateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads a task as it stands, with its open request if it has one.
     * </pre>
     */
    public void get(com.pumpup.v1.TasksGetRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksGetResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists tasks, newest first.
     * </pre>
     */
    public void list(com.pumpup.v1.TasksListRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksListResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the timeline from its first event on, in pages.
     * </pre>
     */
    public void listEvents(com.pumpup.v1.TasksListEventsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksListEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Follows the timeline live: what is there at once, then each event as soon as it is committed. It does not end by
     * itself; after UNAVAILABLE, watch again with the last cursor.
     * </pre>
     */
    public void watchEvents(com.pumpup.v1.TasksWatchEventsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksWatchEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Records what an agent did, and moves the task, patches its metadata or attaches files with it. Agents only.
     * </pre>
     */
    public void recordAction(com.pumpup.v1.TasksRecordActionRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksRecordActionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRecordActionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Records something unexpected. Agents only.
     * </pre>
     */
    public void recordException(com.pumpup.v1.TasksRecordExceptionRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksRecordExceptionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRecordExceptionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Writes a note; on closed tasks too.
     * </pre>
     */
    public void addNote(com.pumpup.v1.TasksAddNoteRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksAddNoteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAddNoteMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Moves a task along a declared exit by a person's hand: an ACTION of source HUMAN without a patch. People only.
     * </pre>
     */
    public void move(com.pumpup.v1.TasksMoveRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksMoveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getMoveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives a task to a person, or to nobody. People only.
     * </pre>
     */
    public void assign(com.pumpup.v1.TasksAssignRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.TasksAssignResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAssignMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service Tasks.
   * <pre>
   * Tasks are the cases that agents work on, each with an append-only timeline of events.
   * </pre>
   */
  public static final class TasksBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<TasksBlockingV2Stub> {
    private TasksBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TasksBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TasksBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Opens a task in a project. There is no implicit task.
     * </pre>
     */
    public com.pumpup.v1.TasksCreateResponse create(com.pumpup.v1.TasksCreateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a task as it stands, with its open request if it has one.
     * </pre>
     */
    public com.pumpup.v1.TasksGetResponse get(com.pumpup.v1.TasksGetRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists tasks, newest first.
     * </pre>
     */
    public com.pumpup.v1.TasksListResponse list(com.pumpup.v1.TasksListRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the timeline from its first event on, in pages.
     * </pre>
     */
    public com.pumpup.v1.TasksListEventsResponse listEvents(com.pumpup.v1.TasksListEventsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Follows the timeline live: what is there at once, then each event as soon as it is committed. It does not end by
     * itself; after UNAVAILABLE, watch again with the last cursor.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, com.pumpup.v1.TasksWatchEventsResponse>
        watchEvents(com.pumpup.v1.TasksWatchEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records what an agent did, and moves the task, patches its metadata or attaches files with it. Agents only.
     * </pre>
     */
    public com.pumpup.v1.TasksRecordActionResponse recordAction(com.pumpup.v1.TasksRecordActionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRecordActionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records something unexpected. Agents only.
     * </pre>
     */
    public com.pumpup.v1.TasksRecordExceptionResponse recordException(com.pumpup.v1.TasksRecordExceptionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRecordExceptionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Writes a note; on closed tasks too.
     * </pre>
     */
    public com.pumpup.v1.TasksAddNoteResponse addNote(com.pumpup.v1.TasksAddNoteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAddNoteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Moves a task along a declared exit by a person's hand: an ACTION of source HUMAN without a patch. People only.
     * </pre>
     */
    public com.pumpup.v1.TasksMoveResponse move(com.pumpup.v1.TasksMoveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getMoveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives a task to a person, or to nobody. People only.
     * </pre>
     */
    public com.pumpup.v1.TasksAssignResponse assign(com.pumpup.v1.TasksAssignRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAssignMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service Tasks.
   * <pre>
   * Tasks are the cases that agents work on, each with an append-only timeline of events.
   * </pre>
   */
  public static final class TasksBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<TasksBlockingStub> {
    private TasksBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TasksBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TasksBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Opens a task in a project. There is no implicit task.
     * </pre>
     */
    public com.pumpup.v1.TasksCreateResponse create(com.pumpup.v1.TasksCreateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a task as it stands, with its open request if it has one.
     * </pre>
     */
    public com.pumpup.v1.TasksGetResponse get(com.pumpup.v1.TasksGetRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists tasks, newest first.
     * </pre>
     */
    public com.pumpup.v1.TasksListResponse list(com.pumpup.v1.TasksListRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the timeline from its first event on, in pages.
     * </pre>
     */
    public com.pumpup.v1.TasksListEventsResponse listEvents(com.pumpup.v1.TasksListEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Follows the timeline live: what is there at once, then each event as soon as it is committed. It does not end by
     * itself; after UNAVAILABLE, watch again with the last cursor.
     * </pre>
     */
    public java.util.Iterator<com.pumpup.v1.TasksWatchEventsResponse> watchEvents(
        com.pumpup.v1.TasksWatchEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records what an agent did, and moves the task, patches its metadata or attaches files with it. Agents only.
     * </pre>
     */
    public com.pumpup.v1.TasksRecordActionResponse recordAction(com.pumpup.v1.TasksRecordActionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRecordActionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records something unexpected. Agents only.
     * </pre>
     */
    public com.pumpup.v1.TasksRecordExceptionResponse recordException(com.pumpup.v1.TasksRecordExceptionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRecordExceptionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Writes a note; on closed tasks too.
     * </pre>
     */
    public com.pumpup.v1.TasksAddNoteResponse addNote(com.pumpup.v1.TasksAddNoteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAddNoteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Moves a task along a declared exit by a person's hand: an ACTION of source HUMAN without a patch. People only.
     * </pre>
     */
    public com.pumpup.v1.TasksMoveResponse move(com.pumpup.v1.TasksMoveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getMoveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives a task to a person, or to nobody. People only.
     * </pre>
     */
    public com.pumpup.v1.TasksAssignResponse assign(com.pumpup.v1.TasksAssignRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAssignMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service Tasks.
   * <pre>
   * Tasks are the cases that agents work on, each with an append-only timeline of events.
   * </pre>
   */
  public static final class TasksFutureStub
      extends io.grpc.stub.AbstractFutureStub<TasksFutureStub> {
    private TasksFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TasksFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TasksFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Opens a task in a project. There is no implicit task.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksCreateResponse> create(
        com.pumpup.v1.TasksCreateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads a task as it stands, with its open request if it has one.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksGetResponse> get(
        com.pumpup.v1.TasksGetRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists tasks, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksListResponse> list(
        com.pumpup.v1.TasksListRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the timeline from its first event on, in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksListEventsResponse> listEvents(
        com.pumpup.v1.TasksListEventsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListEventsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Records what an agent did, and moves the task, patches its metadata or attaches files with it. Agents only.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksRecordActionResponse> recordAction(
        com.pumpup.v1.TasksRecordActionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRecordActionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Records something unexpected. Agents only.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksRecordExceptionResponse> recordException(
        com.pumpup.v1.TasksRecordExceptionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRecordExceptionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Writes a note; on closed tasks too.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksAddNoteResponse> addNote(
        com.pumpup.v1.TasksAddNoteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAddNoteMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Moves a task along a declared exit by a person's hand: an ACTION of source HUMAN without a patch. People only.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksMoveResponse> move(
        com.pumpup.v1.TasksMoveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getMoveMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives a task to a person, or to nobody. People only.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.TasksAssignResponse> assign(
        com.pumpup.v1.TasksAssignRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAssignMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE = 0;
  private static final int METHODID_GET = 1;
  private static final int METHODID_LIST = 2;
  private static final int METHODID_LIST_EVENTS = 3;
  private static final int METHODID_WATCH_EVENTS = 4;
  private static final int METHODID_RECORD_ACTION = 5;
  private static final int METHODID_RECORD_EXCEPTION = 6;
  private static final int METHODID_ADD_NOTE = 7;
  private static final int METHODID_MOVE = 8;
  private static final int METHODID_ASSIGN = 9;

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
          serviceImpl.create((com.pumpup.v1.TasksCreateRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksCreateResponse>) responseObserver);
          break;
        case METHODID_GET:
          serviceImpl.get((com.pumpup.v1.TasksGetRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksGetResponse>) responseObserver);
          break;
        case METHODID_LIST:
          serviceImpl.list((com.pumpup.v1.TasksListRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksListResponse>) responseObserver);
          break;
        case METHODID_LIST_EVENTS:
          serviceImpl.listEvents((com.pumpup.v1.TasksListEventsRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksListEventsResponse>) responseObserver);
          break;
        case METHODID_WATCH_EVENTS:
          serviceImpl.watchEvents((com.pumpup.v1.TasksWatchEventsRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksWatchEventsResponse>) responseObserver);
          break;
        case METHODID_RECORD_ACTION:
          serviceImpl.recordAction((com.pumpup.v1.TasksRecordActionRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksRecordActionResponse>) responseObserver);
          break;
        case METHODID_RECORD_EXCEPTION:
          serviceImpl.recordException((com.pumpup.v1.TasksRecordExceptionRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksRecordExceptionResponse>) responseObserver);
          break;
        case METHODID_ADD_NOTE:
          serviceImpl.addNote((com.pumpup.v1.TasksAddNoteRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksAddNoteResponse>) responseObserver);
          break;
        case METHODID_MOVE:
          serviceImpl.move((com.pumpup.v1.TasksMoveRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksMoveResponse>) responseObserver);
          break;
        case METHODID_ASSIGN:
          serviceImpl.assign((com.pumpup.v1.TasksAssignRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.TasksAssignResponse>) responseObserver);
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
              com.pumpup.v1.TasksCreateRequest,
              com.pumpup.v1.TasksCreateResponse>(
                service, METHODID_CREATE)))
        .addMethod(
          getGetMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksGetRequest,
              com.pumpup.v1.TasksGetResponse>(
                service, METHODID_GET)))
        .addMethod(
          getListMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksListRequest,
              com.pumpup.v1.TasksListResponse>(
                service, METHODID_LIST)))
        .addMethod(
          getListEventsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksListEventsRequest,
              com.pumpup.v1.TasksListEventsResponse>(
                service, METHODID_LIST_EVENTS)))
        .addMethod(
          getWatchEventsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              com.pumpup.v1.TasksWatchEventsRequest,
              com.pumpup.v1.TasksWatchEventsResponse>(
                service, METHODID_WATCH_EVENTS)))
        .addMethod(
          getRecordActionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksRecordActionRequest,
              com.pumpup.v1.TasksRecordActionResponse>(
                service, METHODID_RECORD_ACTION)))
        .addMethod(
          getRecordExceptionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksRecordExceptionRequest,
              com.pumpup.v1.TasksRecordExceptionResponse>(
                service, METHODID_RECORD_EXCEPTION)))
        .addMethod(
          getAddNoteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksAddNoteRequest,
              com.pumpup.v1.TasksAddNoteResponse>(
                service, METHODID_ADD_NOTE)))
        .addMethod(
          getMoveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksMoveRequest,
              com.pumpup.v1.TasksMoveResponse>(
                service, METHODID_MOVE)))
        .addMethod(
          getAssignMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.TasksAssignRequest,
              com.pumpup.v1.TasksAssignResponse>(
                service, METHODID_ASSIGN)))
        .build();
  }

  private static abstract class TasksBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    TasksBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return com.pumpup.v1.TasksOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("Tasks");
    }
  }

  private static final class TasksFileDescriptorSupplier
      extends TasksBaseDescriptorSupplier {
    TasksFileDescriptorSupplier() {}
  }

  private static final class TasksMethodDescriptorSupplier
      extends TasksBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    TasksMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (TasksGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new TasksFileDescriptorSupplier())
              .addMethod(getCreateMethod())
              .addMethod(getGetMethod())
              .addMethod(getListMethod())
              .addMethod(getListEventsMethod())
              .addMethod(getWatchEventsMethod())
              .addMethod(getRecordActionMethod())
              .addMethod(getRecordExceptionMethod())
              .addMethod(getAddNoteMethod())
              .addMethod(getMoveMethod())
              .addMethod(getAssignMethod())
              .build();
        }
      }
    }
    return result;
  }
}
