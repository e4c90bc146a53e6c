package io.netdepot.http;

/**
 * One operation of an OpenAPI document.
 *
 * @param id its {@code operationId}
 * @param method in capitals
 * @param login who may call it
 * @param query what its query parameters must be
 * @param body what its body must be
 */
record OperationRule(
    String id, String method, PathTemplate path, LoginRule login, QueryRule query, BodyRule body) {}
