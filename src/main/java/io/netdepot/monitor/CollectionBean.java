package io.netdepot.monitor;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.collect.Collector;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;

/** The collection as JMX shows it. Thread-safe. */
public final class CollectionBean implements CollectionMXBean {
  private final Operations operations;
  private final LiveTasks live;
  private final PackageCatalog packages;
  private final Collector collector;

  public CollectionBean(
      Operations operations, LiveTasks live, PackageCatalog packages, Collector collector) {
    this.operations = operations;
    this.live = live;
    this.packages = packages;
    this.collector = collector;
  }

  @Override
  public long getOperationsPending() {
    return count(OperationState.PENDING);
  }

  @Override
  public long getOperationsInProgress() {
    return count(OperationState.IN_PROGRESS);
  }

  @Override
  public long getOperationsCompleted() {
    return count(OperationState.COMPLETED);
  }

  @Override
  public long getOperationsFailed() {
    return count(OperationState.FAILED);
  }

  @Override
  public long getOperationsCancelled() {
    return count(OperationState.CANCELLED);
  }

  @Override
  public int getRunningSessions() {
    return live.count();
  }

  @Override
  public long getBytesReceived() {
    return live.receivedInAll();
  }

  @Override
  public long getPackagesStored() {
    return packages.totals().packages();
  }

  @Override
  public long getBytesStored() {
    return packages.totals().bytes();
  }

  @Override
  public boolean isPaused() {
    return collector.isPaused();
  }

  @Override
  public void pause() {
    collector.pause();
  }

  @Override
  public void resume() {
    collector.resume();
  }

  @Override
  public int getMostConnections() {
    return collector.limits().mostConnections();
  }

  @Override
  public void setMostConnections(int most) {
    collector.changeConnections(most);
  }

  @Override
  public int getMostTransfers() {
    return collector.limits().mostTransfers();
  }

  @Override
  public void setMostTransfers(int most) {
    collector.changeTransfers(most);
  }

  private long count(OperationState state) {
    return operations.views().countByState().getOrDefault(state, 0L);
  }
}
