package io.netdepot.config;

/**
 * Health and metrics: settings {@code management.*}.
 *
 * @param enabled {@code management.enabled}; true
 * @param host {@code management.host}; 127.0.0.1
 * @param port {@code management.port}; 0 takes a free one; 9876
 * @param jolokia {@code management.jolokia}, whether JMX is served over HTTP, by login; false
 */
public record ManagementSettings(boolean enabled, String host, int port, boolean jolokia) {}
