package io.netdepot.catalog;

/**
 * The request that made an operation, as its clients will see it again.
 *
 * @param method lower case, such as {@code post}
 * @param uri absolute, with scheme, host and path, without any login
 * @param body JSON without any secret
 */
public record RecordedRequest(String method, String uri, String body) {}
