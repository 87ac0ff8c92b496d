package com.pumpup.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Access: who the caller is, and the account's people, agents and API keys.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AccessGrpc {

  private AccessGrpc() {}

  public static final java.lang.String SERVICE_NAME = "pumpup.v1.Access";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessWhoAmIRequest,
      com.pumpup.v1.AccessWhoAmIResponse> getWhoAmIMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WhoAmI",
      requestType = com.pumpup.v1.AccessWhoAmIRequest.class,
      responseType = com.pumpup.v1.AccessWhoAmIResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessWhoAmIRequest,
      com.pumpup.v1.AccessWhoAmIResponse> getWhoAmIMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessWhoAmIRequest, com.pumpup.v1.AccessWhoAmIResponse> getWhoAmIMethod;
    if ((getWhoAmIMethod = AccessGrpc.getWhoAmIMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getWhoAmIMethod = AccessGrpc.getWhoAmIMethod) == null) {
          AccessGrpc.getWhoAmIMethod = getWhoAmIMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessWhoAmIRequest, com.pumpup.v1.AccessWhoAmIResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WhoAmI"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessWhoAmIRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessWhoAmIResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("WhoAmI"))
              .build();
        }
      }
    }
    return getWhoAmIMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessListPeopleRequest,
      com.pumpup.v1.AccessListPeopleResponse> getListPeopleMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListPeople",
      requestType = com.pumpup.v1.AccessListPeopleRequest.class,
      responseType = com.pumpup.v1.AccessListPeopleResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessListPeopleRequest,
      com.pumpup.v1.AccessListPeopleResponse> getListPeopleMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessListPeopleRequest, com.pumpup.v1.AccessListPeopleResponse> getListPeopleMethod;
    if ((getListPeopleMethod = AccessGrpc.getListPeopleMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getListPeopleMethod = AccessGrpc.getListPeopleMethod) == null) {
          AccessGrpc.getListPeopleMethod = getListPeopleMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessListPeopleRequest, com.pumpup.v1.AccessListPeopleResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListPeople"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessListPeopleRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessListPeopleResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("ListPeople"))
              .build();
        }
      }
    }
    return getListPeopleMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreatePersonRequest,
      com.pumpup.v1.AccessCreatePersonResponse> getCreatePersonMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreatePerson",
      requestType = com.pumpup.v1.AccessCreatePersonRequest.class,
      responseType = com.pumpup.v1.AccessCreatePersonResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreatePersonRequest,
      com.pumpup.v1.AccessCreatePersonResponse> getCreatePersonMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreatePersonRequest, com.pumpup.v1.AccessCreatePersonResponse> getCreatePersonMethod;
    if ((getCreatePersonMethod = AccessGrpc.getCreatePersonMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getCreatePersonMethod = AccessGrpc.getCreatePersonMethod) == null) {
          AccessGrpc.getCreatePersonMethod = getCreatePersonMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessCreatePersonRequest, com.pumpup.v1.AccessCreatePersonResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreatePerson"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessCreatePersonRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessCreatePersonResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("CreatePerson"))
              .build();
        }
      }
    }
    return getCreatePersonMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessUpdatePersonRequest,
      com.pumpup.v1.AccessUpdatePersonResponse> getUpdatePersonMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdatePerson",
      requestType = com.pumpup.v1.AccessUpdatePersonRequest.class,
      responseType = com.pumpup.v1.AccessUpdatePersonResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessUpdatePersonRequest,
      com.pumpup.v1.AccessUpdatePersonResponse> getUpdatePersonMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessUpdatePersonRequest, com.pumpup.v1.AccessUpdatePersonResponse> getUpdatePersonMethod;
    if ((getUpdatePersonMethod = AccessGrpc.getUpdatePersonMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getUpdatePersonMethod = AccessGrpc.getUpdatePersonMethod) == null) {
          AccessGrpc.getUpdatePersonMethod = getUpdatePersonMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessUpdatePersonRequest, com.pumpup.v1.AccessUpdatePersonResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdatePerson"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessUpdatePersonRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessUpdatePersonResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("UpdatePerson"))
              .build();
        }
      }
    }
    return getUpdatePersonMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessListAgentsRequest,
      com.pumpup.v1.AccessListAgentsResponse> getListAgentsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAgents",
      requestType = com.pumpup.v1.AccessListAgentsRequest.class,
      responseType = com.pumpup.v1.AccessListAgentsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessListAgentsRequest,
      com.pumpup.v1.AccessListAgentsResponse> getListAgentsMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessListAgentsRequest, com.pumpup.v1.AccessListAgentsResponse> getListAgentsMethod;
    if ((getListAgentsMethod = AccessGrpc.getListAgentsMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getListAgentsMethod = AccessGrpc.getListAgentsMethod) == null) {
          AccessGrpc.getListAgentsMethod = getListAgentsMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessListAgentsRequest, com.pumpup.v1.AccessListAgentsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAgents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessListAgentsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessListAgentsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("ListAgents"))
              .build();
        }
      }
    }
    return getListAgentsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessUpdateAgentRequest,
      com.pumpup.v1.AccessUpdateAgentResponse> getUpdateAgentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateAgent",
      requestType = com.pumpup.v1.AccessUpdateAgentRequest.class,
      responseType = com.pumpup.v1.AccessUpdateAgentResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessUpdateAgentRequest,
      com.pumpup.v1.AccessUpdateAgentResponse> getUpdateAgentMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessUpdateAgentRequest, com.pumpup.v1.AccessUpdateAgentResponse> getUpdateAgentMethod;
    if ((getUpdateAgentMethod = AccessGrpc.getUpdateAgentMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getUpdateAgentMethod = AccessGrpc.getUpdateAgentMethod) == null) {
          AccessGrpc.getUpdateAgentMethod = getUpdateAgentMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessUpdateAgentRequest, com.pumpup.v1.AccessUpdateAgentResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateAgent"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessUpdateAgentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessUpdateAgentResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("UpdateAgent"))
              .build();
        }
      }
    }
    return getUpdateAgentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessListKeysRequest,
      com.pumpup.v1.AccessListKeysResponse> getListKeysMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListKeys",
      requestType = com.pumpup.v1.AccessListKeysRequest.class,
      responseType = com.pumpup.v1.AccessListKeysResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessListKeysRequest,
      com.pumpup.v1.AccessListKeysResponse> getListKeysMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessListKeysRequest, com.pumpup.v1.AccessListKeysResponse> getListKeysMethod;
    if ((getListKeysMethod = AccessGrpc.getListKeysMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getListKeysMethod = AccessGrpc.getListKeysMethod) == null) {
          AccessGrpc.getListKeysMethod = getListKeysMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessListKeysRequest, com.pumpup.v1.AccessListKeysResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListKeys"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessListKeysRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessListKeysResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("ListKeys"))
              .build();
        }
      }
    }
    return getListKeysMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreateKeyRequest,
      com.pumpup.v1.AccessCreateKeyResponse> getCreateKeyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateKey",
      requestType = com.pumpup.v1.AccessCreateKeyRequest.class,
      responseType = com.pumpup.v1.AccessCreateKeyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreateKeyRequest,
      com.pumpup.v1.AccessCreateKeyResponse> getCreateKeyMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreateKeyRequest, com.pumpup.v1.AccessCreateKeyResponse> getCreateKeyMethod;
    if ((getCreateKeyMethod = AccessGrpc.getCreateKeyMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getCreateKeyMethod = AccessGrpc.getCreateKeyMethod) == null) {
          AccessGrpc.getCreateKeyMethod = getCreateKeyMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessCreateKeyRequest, com.pumpup.v1.AccessCreateKeyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateKey"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessCreateKeyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessCreateKeyResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("CreateKey"))
              .build();
        }
      }
    }
    return getCreateKeyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessRevokeKeyRequest,
      com.pumpup.v1.AccessRevokeKeyResponse> getRevokeKeyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RevokeKey",
      requestType = com.pumpup.v1.AccessRevokeKeyRequest.class,
      responseType = com.pumpup.v1.AccessRevokeKeyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessRevokeKeyRequest,
      com.pumpup.v1.AccessRevokeKeyResponse> getRevokeKeyMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessRevokeKeyRequest, com.pumpup.v1.AccessRevokeKeyResponse> getRevokeKeyMethod;
    if ((getRevokeKeyMethod = AccessGrpc.getRevokeKeyMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getRevokeKeyMethod = AccessGrpc.getRevokeKeyMethod) == null) {
          AccessGrpc.getRevokeKeyMethod = getRevokeKeyMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessRevokeKeyRequest, com.pumpup.v1.AccessRevokeKeyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RevokeKey"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessRevokeKeyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessRevokeKeyResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("RevokeKey"))
              .build();
        }
      }
    }
    return getRevokeKeyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreateSignInLinkRequest,
      com.pumpup.v1.AccessCreateSignInLinkResponse> getCreateSignInLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateSignInLink",
      requestType = com.pumpup.v1.AccessCreateSignInLinkRequest.class,
      responseType = com.pumpup.v1.AccessCreateSignInLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreateSignInLinkRequest,
      com.pumpup.v1.AccessCreateSignInLinkResponse> getCreateSignInLinkMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessCreateSignInLinkRequest, com.pumpup.v1.AccessCreateSignInLinkResponse> getCreateSignInLinkMethod;
    if ((getCreateSignInLinkMethod = AccessGrpc.getCreateSignInLinkMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getCreateSignInLinkMethod = AccessGrpc.getCreateSignInLinkMethod) == null) {
          AccessGrpc.getCreateSignInLinkMethod = getCreateSignInLinkMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessCreateSignInLinkRequest, com.pumpup.v1.AccessCreateSignInLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateSignInLink"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessCreateSignInLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessCreateSignInLinkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("CreateSignInLink"))
              .build();
        }
      }
    }
    return getCreateSignInLinkMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessSetPasswordRequest,
      com.pumpup.v1.AccessSetPasswordResponse> getSetPasswordMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetPassword",
      requestType = com.pumpup.v1.AccessSetPasswordRequest.class,
      responseType = com.pumpup.v1.AccessSetPasswordResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessSetPasswordRequest,
      com.pumpup.v1.AccessSetPasswordResponse> getSetPasswordMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessSetPasswordRequest, com.pumpup.v1.AccessSetPasswordResponse> getSetPasswordMethod;
    if ((getSetPasswordMethod = AccessGrpc.getSetPasswordMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getSetPasswordMethod = AccessGrpc.getSetPasswordMethod) == null) {
          AccessGrpc.getSetPasswordMethod = getSetPasswordMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessSetPasswordRequest, com.pumpup.v1.AccessSetPasswordResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetPassword"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessSetPasswordRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessSetPasswordResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("SetPassword"))
              .build();
        }
      }
    }
    return getSetPasswordMethod;
  }

  private static volatile io.grpc.MethodDescriptor<com.pumpup.v1.AccessEndSessionsRequest,
      com.pumpup.v1.AccessEndSessionsResponse> getEndSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "EndSessions",
      requestType = com.pumpup.v1.AccessEndSessionsRequest.class,
      responseType = com.pumpup.v1.AccessEndSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<com.pumpup.v1.AccessEndSessionsRequest,
      com.pumpup.v1.AccessEndSessionsResponse> getEndSessionsMethod() {
    io.grpc.MethodDescriptor<com.pumpup.v1.AccessEndSessionsRequest, com.pumpup.v1.AccessEndSessionsResponse> getEndSessionsMethod;
    if ((getEndSessionsMethod = AccessGrpc.getEndSessionsMethod) == null) {
      synchronized (AccessGrpc.class) {
        if ((getEndSessionsMethod = AccessGrpc.getEndSessionsMethod) == null) {
          AccessGrpc.getEndSessionsMethod = getEndSessionsMethod =
              io.grpc.MethodDescriptor.<com.pumpup.v1.AccessEndSessionsRequest, com.pumpup.v1.AccessEndSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "EndSessions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessEndSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  com.pumpup.v1.AccessEndSessionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AccessMethodDescriptorSupplier("EndSessions"))
              .build();
        }
      }
    }
    return getEndSessionsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AccessStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccessStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccessStub>() {
        @java.lang.Override
        public AccessStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccessStub(channel, callOptions);
        }
      };
    return AccessStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AccessBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccessBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccessBlockingV2Stub>() {
        @java.lang.Override
        public AccessBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccessBlockingV2Stub(channel, callOptions);
        }
      };
    return AccessBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AccessBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccessBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccessBlockingStub>() {
        @java.lang.Override
        public AccessBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccessBlockingStub(channel, callOptions);
        }
      };
    return AccessBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AccessFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AccessFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AccessFutureStub>() {
        @java.lang.Override
        public AccessFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AccessFutureStub(channel, callOptions);
        }
      };
    return AccessFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Access: who the caller is, and the account's people, agents and API keys.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Says whom the caller's key stands for.
     * </pre>
     */
    default void whoAmI(com.pumpup.v1.AccessWhoAmIRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessWhoAmIResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWhoAmIMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists people in the order of their making.
     * </pre>
     */
    default void listPeople(com.pumpup.v1.AccessListPeopleRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListPeopleResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListPeopleMethod(), responseObserver);
    }

    /**
     * <pre>
     * Adds a person; admins only. PERSON_EXISTS if the name is taken.
     * </pre>
     */
    default void createPerson(com.pumpup.v1.AccessCreatePersonRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreatePersonResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreatePersonMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a person or deactivates one; admins only. A deactivated person's keys stop at once; their sessions, their unused
     * sign-in links and their password are gone for good, even if they are activated again.
     * </pre>
     */
    default void updatePerson(com.pumpup.v1.AccessUpdatePersonRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessUpdatePersonResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdatePersonMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists agents in the order of their making.
     * </pre>
     */
    default void listAgents(com.pumpup.v1.AccessListAgentsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListAgentsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAgentsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deactivates an agent or activates it again; admins only. A deactivated agent's keys stop at once.
     * </pre>
     */
    default void updateAgent(com.pumpup.v1.AccessUpdateAgentRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessUpdateAgentResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateAgentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists API keys, never their secrets, in the order of their making; admins only.
     * </pre>
     */
    default void listKeys(com.pumpup.v1.AccessListKeysRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListKeysResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListKeysMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes an API key; admins only. It finds or makes the agent or person of that name. The secret is in this answer and
     * nowhere else: a replay of the call answers without it.
     * </pre>
     */
    default void createKey(com.pumpup.v1.AccessCreateKeyRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreateKeyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateKeyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Revokes an API key; admins only. It stops at once here and within 30 seconds everywhere, open streams included.
     * </pre>
     */
    default void revokeKey(com.pumpup.v1.AccessRevokeKeyRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessRevokeKeyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRevokeKeyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes a one-time link with which a person signs in to the workspace; admins only. It is an invitation, and the way back
     * for who forgot a password. The link is in this answer and nowhere else: a replay of the call answers without it.
     * </pre>
     */
    default void createSignInLink(com.pumpup.v1.AccessCreateSignInLinkRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreateSignInLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateSignInLinkMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets or removes the caller's own password for signing in to the workspace; people only, and from a session of the
     * workspace, not with an API key. PASSWORD_WRONG if there is a password already, the session was opened with it, and the
     * present one that was sent is another.
     * </pre>
     */
    default void setPassword(com.pumpup.v1.AccessSetPasswordRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessSetPasswordResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetPasswordMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends every session of a person, on every browser, and voids their unused sign-in links. One's own, or for admins
     * anybody's: an admin who ends somebody else's removes their password too. API keys go on working.
     * </pre>
     */
    default void endSessions(com.pumpup.v1.AccessEndSessionsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessEndSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getEndSessionsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service Access.
   * <pre>
   * Access: who the caller is, and the account's people, agents and API keys.
   * </pre>
   */
  public static abstract class AccessImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AccessGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service Access.
   * <pre>
   * Access: who the caller is, and the account's people, agents and API keys.
   * </pre>
   */
  public static final class AccessStub
      extends io.grpc.stub.AbstractAsyncStub<AccessStub> {
    private AccessStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccessStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccessStub(channel, callOptions);
    }

    /**
     * <pre>
     * Says whom the caller's key stands for.
     * </pre>
     */
    public void whoAmI(com.pumpup.v1.AccessWhoAmIRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessWhoAmIResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getWhoAmIMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists people in the order of their making.
     * </pre>
     */
    public void listPeople(com.pumpup.v1.AccessListPeopleRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListPeopleResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListPeopleMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Adds a person; admins only. PERSON_EXISTS if the name is taken.
     * </pre>
     */
    public void createPerson(com.pumpup.v1.AccessCreatePersonRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreatePersonResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreatePersonMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a person or deactivates one; admins only. A deactivated person's keys stop at once; their sessions, their unused
     * sign-in links and their password are gone for good, even if they are activated again.
     * </pre>
     */
    public void updatePerson(com.pumpup.v1.AccessUpdatePersonRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessUpdatePersonResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdatePersonMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists agents in the order of their making.
     * </pre>
     */
    public void listAgents(com.pumpup.v1.AccessListAgentsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListAgentsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAgentsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deactivates an agent or activates it again; admins only. A deactivated agent's keys stop at once.
     * </pre>
     */
    public void updateAgent(com.pumpup.v1.AccessUpdateAgentRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessUpdateAgentResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateAgentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists API keys, never their secrets, in the order of their making; admins only.
     * </pre>
     */
    public void listKeys(com.pumpup.v1.AccessListKeysRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListKeysResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListKeysMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes an API key; admins only. It finds or makes the agent or person of that name. The secret is in this answer and
     * nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public void createKey(com.pumpup.v1.AccessCreateKeyRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreateKeyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateKeyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Revokes an API key; admins only. It stops at once here and within 30 seconds everywhere, open streams included.
     * </pre>
     */
    public void revokeKey(com.pumpup.v1.AccessRevokeKeyRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessRevokeKeyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRevokeKeyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes a one-time link with which a person signs in to the workspace; admins only. It is an invitation, and the way back
     * for who forgot a password. The link is in this answer and nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public void createSignInLink(com.pumpup.v1.AccessCreateSignInLinkRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreateSignInLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateSignInLinkMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets or removes the caller's own password for signing in to the workspace; people only, and from a session of the
     * workspace, not with an API key. PASSWORD_WRONG if there is a password already, the session was opened with it, and the
     * present one that was sent is another.
     * </pre>
     */
    public void setPassword(com.pumpup.v1.AccessSetPasswordRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessSetPasswordResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetPasswordMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends every session of a person, on every browser, and voids their unused sign-in links. One's own, or for admins
     * anybody's: an admin who ends somebody else's removes their password too. API keys go on working.
     * </pre>
     */
    public void endSessions(com.pumpup.v1.AccessEndSessionsRequest request,
        io.grpc.stub.StreamObserver<com.pumpup.v1.AccessEndSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getEndSessionsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service Access.
   * <pre>
   * Access: who the caller is, and the account's people, agents and API keys.
   * </pre>
   */
  public static final class AccessBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AccessBlockingV2Stub> {
    private AccessBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccessBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccessBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Says whom the caller's key stands for.
     * </pre>
     */
    public com.pumpup.v1.AccessWhoAmIResponse whoAmI(com.pumpup.v1.AccessWhoAmIRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getWhoAmIMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists people in the order of their making.
     * </pre>
     */
    public com.pumpup.v1.AccessListPeopleResponse listPeople(com.pumpup.v1.AccessListPeopleRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListPeopleMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds a person; admins only. PERSON_EXISTS if the name is taken.
     * </pre>
     */
    public com.pumpup.v1.AccessCreatePersonResponse createPerson(com.pumpup.v1.AccessCreatePersonRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreatePersonMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a person or deactivates one; admins only. A deactivated person's keys stop at once; their sessions, their unused
     * sign-in links and their password are gone for good, even if they are activated again.
     * </pre>
     */
    public com.pumpup.v1.AccessUpdatePersonResponse updatePerson(com.pumpup.v1.AccessUpdatePersonRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdatePersonMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists agents in the order of their making.
     * </pre>
     */
    public com.pumpup.v1.AccessListAgentsResponse listAgents(com.pumpup.v1.AccessListAgentsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAgentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deactivates an agent or activates it again; admins only. A deactivated agent's keys stop at once.
     * </pre>
     */
    public com.pumpup.v1.AccessUpdateAgentResponse updateAgent(com.pumpup.v1.AccessUpdateAgentRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists API keys, never their secrets, in the order of their making; admins only.
     * </pre>
     */
    public com.pumpup.v1.AccessListKeysResponse listKeys(com.pumpup.v1.AccessListKeysRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListKeysMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes an API key; admins only. It finds or makes the agent or person of that name. The secret is in this answer and
     * nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public com.pumpup.v1.AccessCreateKeyResponse createKey(com.pumpup.v1.AccessCreateKeyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Revokes an API key; admins only. It stops at once here and within 30 seconds everywhere, open streams included.
     * </pre>
     */
    public com.pumpup.v1.AccessRevokeKeyResponse revokeKey(com.pumpup.v1.AccessRevokeKeyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRevokeKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a one-time link with which a person signs in to the workspace; admins only. It is an invitation, and the way back
     * for who forgot a password. The link is in this answer and nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public com.pumpup.v1.AccessCreateSignInLinkResponse createSignInLink(com.pumpup.v1.AccessCreateSignInLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateSignInLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets or removes the caller's own password for signing in to the workspace; people only, and from a session of the
     * workspace, not with an API key. PASSWORD_WRONG if there is a password already, the session was opened with it, and the
     * present one that was sent is another.
     * </pre>
     */
    public com.pumpup.v1.AccessSetPasswordResponse setPassword(com.pumpup.v1.AccessSetPasswordRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetPasswordMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends every session of a person, on every browser, and voids their unused sign-in links. One's own, or for admins
     * anybody's: an admin who ends somebody else's removes their password too. API keys go on working.
     * </pre>
     */
    public com.pumpup.v1.AccessEndSessionsResponse endSessions(com.pumpup.v1.AccessEndSessionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getEndSessionsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service Access.
   * <pre>
   * Access: who the caller is, and the account's people, agents and API keys.
   * </pre>
   */
  public static final class AccessBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AccessBlockingStub> {
    private AccessBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccessBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccessBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Says whom the caller's key stands for.
     * </pre>
     */
    public com.pumpup.v1.AccessWhoAmIResponse whoAmI(com.pumpup.v1.AccessWhoAmIRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getWhoAmIMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists people in the order of their making.
     * </pre>
     */
    public com.pumpup.v1.AccessListPeopleResponse listPeople(com.pumpup.v1.AccessListPeopleRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListPeopleMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds a person; admins only. PERSON_EXISTS if the name is taken.
     * </pre>
     */
    public com.pumpup.v1.AccessCreatePersonResponse createPerson(com.pumpup.v1.AccessCreatePersonRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreatePersonMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a person or deactivates one; admins only. A deactivated person's keys stop at once; their sessions, their unused
     * sign-in links and their password are gone for good, even if they are activated again.
     * </pre>
     */
    public com.pumpup.v1.AccessUpdatePersonResponse updatePerson(com.pumpup.v1.AccessUpdatePersonRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdatePersonMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists agents in the order of their making.
     * </pre>
     */
    public com.pumpup.v1.AccessListAgentsResponse listAgents(com.pumpup.v1.AccessListAgentsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAgentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deactivates an agent or activates it again; admins only. A deactivated agent's keys stop at once.
     * </pre>
     */
    public com.pumpup.v1.AccessUpdateAgentResponse updateAgent(com.pumpup.v1.AccessUpdateAgentRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists API keys, never their secrets, in the order of their making; admins only.
     * </pre>
     */
    public com.pumpup.v1.AccessListKeysResponse listKeys(com.pumpup.v1.AccessListKeysRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListKeysMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes an API key; admins only. It finds or makes the agent or person of that name. The secret is in this answer and
     * nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public com.pumpup.v1.AccessCreateKeyResponse createKey(com.pumpup.v1.AccessCreateKeyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Revokes an API key; admins only. It stops at once here and within 30 seconds everywhere, open streams included.
     * </pre>
     */
    public com.pumpup.v1.AccessRevokeKeyResponse revokeKey(com.pumpup.v1.AccessRevokeKeyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRevokeKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a one-time link with which a person signs in to the workspace; admins only. It is an invitation, and the way back
     * for who forgot a password. The link is in this answer and nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public com.pumpup.v1.AccessCreateSignInLinkResponse createSignInLink(com.pumpup.v1.AccessCreateSignInLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateSignInLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets or removes the caller's own password for signing in to the workspace; people only, and from a session of the
     * workspace, not with an API key. PASSWORD_WRONG if there is a password already, the session was opened with it, and the
     * present one that was sent is another.
     * </pre>
     */
    public com.pumpup.v1.AccessSetPasswordResponse setPassword(com.pumpup.v1.AccessSetPasswordRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetPasswordMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends every session of a person, on every browser, and voids their unused sign-in links. One's own, or for admins
     * anybody's: an admin who ends somebody else's removes their password too. API keys go on working.
     * </pre>
     */
    public com.pumpup.v1.AccessEndSessionsResponse endSessions(com.pumpup.v1.AccessEndSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getEndSessionsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service Access.
   * <pre>
   * Access: who the caller is, and the account's people, agents and API keys.
   * </pre>
   */
  public static final class AccessFutureStub
      extends io.grpc.stub.AbstractFutureStub<AccessFutureStub> {
    private AccessFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AccessFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AccessFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Says whom the caller's key stands for.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessWhoAmIResponse> whoAmI(
        com.pumpup.v1.AccessWhoAmIRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getWhoAmIMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists people in the order of their making.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessListPeopleResponse> listPeople(
        com.pumpup.v1.AccessListPeopleRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListPeopleMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Adds a person; admins only. PERSON_EXISTS if the name is taken.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessCreatePersonResponse> createPerson(
        com.pumpup.v1.AccessCreatePersonRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreatePersonMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a person or deactivates one; admins only. A deactivated person's keys stop at once; their sessions, their unused
     * sign-in links and their password are gone for good, even if they are activated again.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessUpdatePersonResponse> updatePerson(
        com.pumpup.v1.AccessUpdatePersonRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdatePersonMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists agents in the order of their making.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessListAgentsResponse> listAgents(
        com.pumpup.v1.AccessListAgentsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAgentsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deactivates an agent or activates it again; admins only. A deactivated agent's keys stop at once.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessUpdateAgentResponse> updateAgent(
        com.pumpup.v1.AccessUpdateAgentRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateAgentMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists API keys, never their secrets, in the order of their making; admins only.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessListKeysResponse> listKeys(
        com.pumpup.v1.AccessListKeysRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListKeysMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes an API key; admins only. It finds or makes the agent or person of that name. The secret is in this answer and
     * nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessCreateKeyResponse> createKey(
        com.pumpup.v1.AccessCreateKeyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateKeyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Revokes an API key; admins only. It stops at once here and within 30 seconds everywhere, open streams included.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessRevokeKeyResponse> revokeKey(
        com.pumpup.v1.AccessRevokeKeyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRevokeKeyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes a one-time link with which a person signs in to the workspace; admins only. It is an invitation, and the way back
     * for who forgot a password. The link is in this answer and nowhere else: a replay of the call answers without it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessCreateSignInLinkResponse> createSignInLink(
        com.pumpup.v1.AccessCreateSignInLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateSignInLinkMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets or removes the caller's own password for signing in to the workspace; people only, and from a session of the
     * workspace, not with an API key. PASSWORD_WRONG if there is a password already, the session was opened with it, and the
     * present one that was sent is another.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessSetPasswordResponse> setPassword(
        com.pumpup.v1.AccessSetPasswordRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetPasswordMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends every session of a person, on every browser, and voids their unused sign-in links. One's own, or for admins
     * anybody's: an admin who ends somebody else's removes their password too. API keys go on working.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<com.pumpup.v1.AccessEndSessionsResponse> endSessions(
        com.pumpup.v1.AccessEndSessionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getEndSessionsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_WHO_AM_I = 0;
  private static final int METHODID_LIST_PEOPLE = 1;
  private static final int METHODID_CREATE_PERSON = 2;
  private static final int METHODID_UPDATE_PERSON = 3;
  private static final int METHODID_LIST_AGENTS = 4;
  private static final int METHODID_UPDATE_AGENT = 5;
  private static final int METHODID_LIST_KEYS = 6;
  private static final int METHODID_CREATE_KEY = 7;
  private static final int METHODID_REVOKE_KEY = 8;
  private static final int METHODID_CREATE_SIGN_IN_LINK = 9;
  private static final int METHODID_SET_PASSWORD = 10;
  private static final int METHODID_END_SESSIONS = 11;

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
        case METHODID_WHO_AM_I:
          serviceImpl.whoAmI((com.pumpup.v1.AccessWhoAmIRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessWhoAmIResponse>) responseObserver);
          break;
        case METHODID_LIST_PEOPLE:
          serviceImpl.listPeople((com.pumpup.v1.AccessListPeopleRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListPeopleResponse>) responseObserver);
          break;
        case METHODID_CREATE_PERSON:
          serviceImpl.createPerson((com.pumpup.v1.AccessCreatePersonRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreatePersonResponse>) responseObserver);
          break;
        case METHODID_UPDATE_PERSON:
          serviceImpl.updatePerson((com.pumpup.v1.AccessUpdatePersonRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessUpdatePersonResponse>) responseObserver);
          break;
        case METHODID_LIST_AGENTS:
          serviceImpl.listAgents((com.pumpup.v1.AccessListAgentsRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListAgentsResponse>) responseObserver);
          break;
        case METHODID_UPDATE_AGENT:
          serviceImpl.updateAgent((com.pumpup.v1.AccessUpdateAgentRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessUpdateAgentResponse>) responseObserver);
          break;
        case METHODID_LIST_KEYS:
          serviceImpl.listKeys((com.pumpup.v1.AccessListKeysRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessListKeysResponse>) responseObserver);
          break;
        case METHODID_CREATE_KEY:
          serviceImpl.createKey((com.pumpup.v1.AccessCreateKeyRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreateKeyResponse>) responseObserver);
          break;
        case METHODID_REVOKE_KEY:
          serviceImpl.revokeKey((com.pumpup.v1.AccessRevokeKeyRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessRevokeKeyResponse>) responseObserver);
          break;
        case METHODID_CREATE_SIGN_IN_LINK:
          serviceImpl.createSignInLink((com.pumpup.v1.AccessCreateSignInLinkRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessCreateSignInLinkResponse>) responseObserver);
          break;
        case METHODID_SET_PASSWORD:
          serviceImpl.setPassword((com.pumpup.v1.AccessSetPasswordRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessSetPasswordResponse>) responseObserver);
          break;
        case METHODID_END_SESSIONS:
          serviceImpl.endSessions((com.pumpup.v1.AccessEndSessionsRequest) request,
              (io.grpc.stub.StreamObserver<com.pumpup.v1.AccessEndSessionsResponse>) responseObserver);
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
          getWhoAmIMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessWhoAmIRequest,
              com.pumpup.v1.AccessWhoAmIResponse>(
                service, METHODID_WHO_AM_I)))
        .addMethod(
          getListPeopleMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessListPeopleRequest,
              com.pumpup.v1.AccessListPeopleResponse>(
                service, METHODID_LIST_PEOPLE)))
        .addMethod(
          getCreatePersonMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessCreatePersonRequest,
              com.pumpup.v1.AccessCreatePersonResponse>(
                service, METHODID_CREATE_PERSON)))
        .addMethod(
          getUpdatePersonMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessUpdatePersonRequest,
              com.pumpup.v1.AccessUpdatePersonResponse>(
                service, METHODID_UPDATE_PERSON)))
        .addMethod(
          getListAgentsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessListAgentsRequest,
              com.pumpup.v1.AccessListAgentsResponse>(
                service, METHODID_LIST_AGENTS)))
        .addMethod(
          getUpdateAgentMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessUpdateAgentRequest,
              com.pumpup.v1.AccessUpdateAgentResponse>(
                service, METHODID_UPDATE_AGENT)))
        .addMethod(
          getListKeysMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessListKeysRequest,
              com.pumpup.v1.AccessListKeysResponse>(
                service, METHODID_LIST_KEYS)))
        .addMethod(
          getCreateKeyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessCreateKeyRequest,
              com.pumpup.v1.AccessCreateKeyResponse>(
                service, METHODID_CREATE_KEY)))
        .addMethod(
          getRevokeKeyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessRevokeKeyRequest,
              com.pumpup.v1.AccessRevokeKeyResponse>(
                service, METHODID_REVOKE_KEY)))
        .addMethod(
          getCreateSignInLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessCreateSignInLinkRequest,
              com.pumpup.v1.AccessCreateSignInLinkResponse>(
                service, METHODID_CREATE_SIGN_IN_LINK)))
        .addMethod(
          getSetPasswordMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessSetPasswordRequest,
              com.pumpup.v1.AccessSetPasswordResponse>(
                service, METHODID_SET_PASSWORD)))
        .addMethod(
          getEndSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              com.pumpup.v1.AccessEndSessionsRequest,
              com.pumpup.v1.AccessEndSessionsResponse>(
                service, METHODID_END_SESSIONS)))
        .build();
  }

  private static abstract class AccessBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AccessBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return com.pumpup.v1.AccessOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("Access");
    }
  }

  private static final class AccessFileDescriptorSupplier
      extends AccessBaseDescriptorSupplier {
    AccessFileDescriptorSupplier() {}
  }

  private static final class AccessMethodDescriptorSupplier
      extends AccessBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    AccessMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (AccessGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AccessFileDescriptorSupplier())
              .addMethod(getWhoAmIMethod())
              .addMethod(getListPeopleMethod())
              .addMethod(getCreatePersonMethod())
              .addMethod(getUpdatePersonMethod())
              .addMethod(getListAgentsMethod())
              .addMethod(getUpdateAgentMethod())
              .addMethod(getListKeysMethod())
              .addMethod(getCreateKeyMethod())
              .addMethod(getRevokeKeyMethod())
              .addMethod(getCreateSignInLinkMethod())
              .addMethod(getSetPasswordMethod())
              .addMethod(getEndSessionsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
