package io.netdepot;

import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.monitor.CollectionBean;
import io.netdepot.monitor.CollectionMXBean;
import io.netdepot.monitor.ImageSyncBean;
import io.netdepot.monitor.ImageSyncMXBean;
import io.netdepot.monitor.JmxBeans;
import io.netdepot.monitor.OperationsBean;
import io.netdepot.monitor.OperationsMXBean;
import io.netdepot.operation.Operations;
import java.io.IOException;

/** How the service is watched and driven from outside, wired. */
final class Monitoring {
  private Monitoring() {}

  /** Makes the parts visible to JMX. */
  static void expose(
      JmxBeans beans, CollectionBean collection, Operations operations, ImageSyncs syncs)
      throws IOException {
    beans.add("Collection", CollectionMXBean.class, collection);
    beans.add("Operations", OperationsMXBean.class, new OperationsBean(operations));
    beans.add("ImageSync", ImageSyncMXBean.class, new ImageSyncBean(syncs));
  }
}
