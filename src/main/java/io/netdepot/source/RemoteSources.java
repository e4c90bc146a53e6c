package io.netdepot.source;

import java.util.Optional;

/** Remote files over whichever protocol their address names. Thread-safe. */
public final class RemoteSources implements RemoteFiles {
  private final RemoteFiles http;
  private final RemoteFiles ssh;

  public RemoteSources(RemoteFiles http, RemoteFiles ssh) {
    this.http = http;
    this.ssh = ssh;
  }

  @Override
  public Fetched fetch(SourceUri file, Wanted wanted, Transfer transfer) throws SourceFailure {
    return of(file).fetch(file, wanted, transfer);
  }

  @Override
  public Optional<String> text(SourceUri file, Optional<SourceLogin> login, Transfer transfer)
      throws SourceFailure {
    return of(file).text(file, login, transfer);
  }

  private RemoteFiles of(SourceUri file) {
    return file.scheme().isHttp() ? http : ssh;
  }
}
