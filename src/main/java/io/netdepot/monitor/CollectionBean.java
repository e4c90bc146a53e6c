package io.netdepot.monitor;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.collect.Collector;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/**
 * JMX {@code io.netdepot:type=Collection}: what the collection does, and how to hold it.
 * Thread-safe.
 */
@ManagedResource(description = "Collection of support packages from switches")
public final class CollectionBean {
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

  @ManagedAttribute(description = "Operations recorded and not yet picked up")
  public long getOperationsPending() {
    return count(OperationState.PENDING);
  }

  @ManagedAttribute(description = "Operations that are being worked on")
  public long getOperationsInProgress() {
    return count(OperationState.IN_PROGRESS);
  }

  @ManagedAttribute(description = "Operations that ended with every package collected")
  public long getOperationsCompleted() {
    return count(OperationState.COMPLETED);
  }

  @ManagedAttribute(description = "Operations that ended with at least one switch failed")
  public long getOperationsFailed() {
    return count(OperationState.FAILED);
  }

  @ManagedAttribute(description = "Operations that were cancelled")
  public long getOperationsCancelled() {
    return count(OperationState.CANCELLED);
  }

  @ManagedAttribute(description = "Switches that are being worked on at this moment")
  public int getRunningSessions() {
    return live.count();
  }

  @ManagedAttribute(description = "Bytes that came from switches since the service started")
  public long getBytesReceived() {
    return live.receivedInAll();
  }

  @ManagedAttribute(description = "Packages in the depot")
  public long getPackagesStored() {
    return packages.totals().packages();
  }

  @ManagedAttribute(description = "Sum of the sizes of the packages in the depot, in bytes")
  public long getBytesStored() {
    return packages.totals().bytes();
  }

  @ManagedAttribute(description = "Whether new switches are being held back")
  public boolean isPaused() {
    return collector.isPaused();
  }

  @ManagedOperation(description = "Begin no new switch; those under way go on")
  public void pause() {
    collector.pause();
  }

  @ManagedOperation(description = "Begin new switches again")
  public void resume() {
    collector.resume();
  }

  private long count(OperationState state) {
    return operations.countByState().getOrDefault(state, 0L);
  }
}
