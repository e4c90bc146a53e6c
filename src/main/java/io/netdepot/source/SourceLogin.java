package io.netdepot.source;

import io.netdepot.secret.Secret;

/** How to log in to a remote repository: by Basic over HTTP, by password over SSH. */
public record SourceLogin(String user, Secret password) {}
