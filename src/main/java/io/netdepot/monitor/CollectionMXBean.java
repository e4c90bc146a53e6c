package io.netdepot.monitor;

/** JMX {@code io.netdepot:type=Collection}: what the collection does, and how to hold it. */
@Described("Collection of support packages from switches")
public interface CollectionMXBean {
  @Described("Operations recorded and not yet picked up")
  long getOperationsPending();

  @Described("Operations that are being worked on")
  long getOperationsInProgress();

  @Described("Operations that ended with every package collected")
  long getOperationsCompleted();

  @Described("Operations that ended with at least one switch failed")
  long getOperationsFailed();

  @Described("Operations that were cancelled")
  long getOperationsCancelled();

  @Described("Switches that are being worked on at this moment")
  int getRunningSessions();

  @Described("Bytes that came from switches since the service started")
  long getBytesReceived();

  @Described("Packages in the depot")
  long getPackagesStored();

  @Described("Sum of the sizes of the packages in the depot, in bytes")
  long getBytesStored();

  @Described("Whether new switches are being held back")
  boolean isPaused();

  @Described("Begin no new switch; those under way go on, and requests are still accepted")
  void pause();

  @Described("Begin new switches again")
  void resume();

  @Described(
      "How many switches may be worked on at one time, until the service stops; then"
          + " ssh.connections counts again. Those under way go on")
  int getMostConnections();

  void setMostConnections(int most);

  @Described(
      "How many packages may be fetched at one time, until the service stops; then ssh.transfers"
          + " counts again. At most as many as there may be connections")
  int getMostTransfers();

  void setMostTransfers(int most);
}
