package io.netdepot.http;

/** Who sent a request, as authentication found. */
public record Caller(String user, Role role) {}
