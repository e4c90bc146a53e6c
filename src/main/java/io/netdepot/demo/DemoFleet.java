package io.netdepot.demo;

import java.util.List;

/** Simulated switches on loopback, all on one port. */
public interface DemoFleet extends AutoCloseable {
  /** The port of their SSH servers. */
  int port();

  List<String> addresses();

  /** The login that all of them take. */
  String username();

  String password();

  /** May be called more than once and from any thread. */
  @Override
  void close();

  /** Starts simulated switches. */
  @FunctionalInterface
  interface Starter {
    DemoFleet start(int switches);
  }
}
