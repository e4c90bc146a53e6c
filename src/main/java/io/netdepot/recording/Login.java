package io.netdepot.recording;

/** A user who may log in. Neither is a secret: recordings hold made-up ones. */
public record Login(String user, String password) {}
