package io.netdepot.ssh;

/**
 * How many connections to switches, and how many transfers from them, there may be at one time.
 * Both may be changed while work runs: a higher limit lets in at once who waits, a lower one cuts
 * nobody off. Thread-safe.
 */
public final class SessionLimits {
  private static final int MOST = 100_000;

  private final Permits connections;
  private final Permits transfers;
  private final long heap;

  /** Begins with the limits of the settings; {@code heap} is the most memory there is. */
  SessionLimits(int connections, int transfers, long heap) {
    this.connections = new Permits(connections);
    this.transfers = new Permits(transfers);
    this.heap = heap;
  }

  Permits connections() {
    return connections;
  }

  Permits transfers() {
    return transfers;
  }

  /** The bytes that one transfer may have on its way. */
  long window() {
    return Transfers.window(transfers.count(), heap);
  }

  public int mostConnections() {
    return connections.count();
  }

  public int mostTransfers() {
    return transfers.count();
  }

  /**
   * Changes how many connections there may be.
   *
   * @throws IllegalArgumentException when that is fewer than there may be transfers, or too many
   */
  public synchronized void changeConnections(int most) {
    require("connections", most, transfers.count());
    connections.change(most);
  }

  /**
   * Changes how many transfers there may be.
   *
   * @throws IllegalArgumentException when that is none, or more than there may be connections
   */
  public synchronized void changeTransfers(int most) {
    require("transfers", most, 1);
    if (most > connections.count()) {
      throw new IllegalArgumentException(
          most
              + " transfers need as many connections, and there may be "
              + connections.count()
              + "; allow more connections first");
    }
    transfers.change(most);
  }

  private static void require(String what, int most, int least) {
    if (most < least || most > MOST) {
      throw new IllegalArgumentException(
          "There may be from " + least + " to " + MOST + " " + what + " at one time, not " + most);
    }
  }
}
