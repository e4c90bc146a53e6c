package io.netdepot.demo;

import java.util.List;

/** Switches that nobody connects to. */
public final class FakeFleet implements DemoFleet {
  // Mutable state
  private volatile boolean closed;

  public boolean isClosed() {
    return closed;
  }

  @Override
  public int port() {
    return 2222;
  }

  @Override
  public List<String> addresses() {
    return FakeDepot.ADDRESSES;
  }

  @Override
  public String username() {
    return "admin";
  }

  @Override
  public String password() {
    return "switch-password";
  }

  @Override
  public void close() {
    closed = true;
  }
}
