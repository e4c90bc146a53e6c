package io.netdepot;

import io.netdepot.collect.DumpSteps;
import io.netdepot.collect.OperationSteps;
import io.netdepot.collect.PackageSteps;
import io.netdepot.collect.PlatformSteps;
import io.netdepot.collect.TaskSteps;
import io.netdepot.delivery.DeliverySteps;
import io.netdepot.delivery.InstallSteps;
import io.netdepot.devices.DeviceSteps;
import io.netdepot.imagesync.InboxSteps;
import io.netdepot.imagesync.SyncSteps;
import io.netdepot.upkeep.RetentionSteps;
import io.netdepot.upkeep.ScrubSteps;
import java.util.HashMap;
import java.util.Map;

/** What step routes may call; docs/routes.md lists the methods. */
record StepBeans(
    TaskSteps task,
    PackageSteps packages,
    OperationSteps operations,
    SyncSteps imageSync,
    InboxSteps inbox,
    Notices notices,
    RetentionSteps retention,
    ScrubSteps scrub,
    DeliverySteps delivery,
    InstallSteps install,
    DeviceSteps device) {

  /** By the names that route files call them by. */
  Map<String, Object> named() {
    Map<String, Object> beans = new HashMap<>(notices.beans());
    beans.put("dumps", new DumpSteps());
    beans.put("platforms", new PlatformSteps());
    beans.put("task", task);
    beans.put("packages", packages);
    beans.put("operations", operations);
    beans.put("imageSync", imageSync);
    beans.put("inbox", inbox);
    beans.put("retention", retention);
    beans.put("scrub", scrub);
    beans.put("delivery", delivery);
    beans.put("install", install);
    beans.put("device", device);
    return beans;
  }
}
