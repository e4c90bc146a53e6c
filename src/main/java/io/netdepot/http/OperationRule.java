package io.netdepot.http;

import java.util.Optional;

/**
 * One operation of an OpenAPI document.
 *
 * @param id its {@code operationId}
 * @param method in capitals
 * @param body what its JSON body must be; empty when it takes none
 */
record OperationRule(String id, String method, PathTemplate path, Optional<RequestSchema> body) {}
