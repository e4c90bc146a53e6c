package io.netdepot.simulator;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients have done on one switch so far. */
final class SwitchCounts {
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger openConnections = new AtomicInteger();
  final AtomicInteger logins = new AtomicInteger();
  final AtomicInteger refusedLogins = new AtomicInteger();
  final AtomicInteger generates = new AtomicInteger();
  final AtomicInteger fetches = new AtomicInteger();
  final AtomicInteger deletes = new AtomicInteger();
  final AtomicInteger runningCommands = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> commands = new ConcurrentLinkedQueue<>();

  void command(String line) {
    commands.add(line);
  }

  List<String> commands() {
    return List.copyOf(commands);
  }
}
