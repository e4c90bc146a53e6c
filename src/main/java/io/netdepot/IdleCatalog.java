package io.netdepot;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.DeviceCatalog;
import io.netdepot.catalog.EventCatalog;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.catalog.OperationCatalog;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.catalog.QuarantineCatalog;
import io.netdepot.catalog.RemoteServerCatalog;
import io.netdepot.catalog.ScheduleCatalog;
import io.netdepot.catalog.SealedSecrets;
import io.netdepot.catalog.SwitchCatalog;
import io.netdepot.catalog.UpkeepCatalog;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.BlobReferences;
import java.lang.reflect.Proxy;

/**
 * A catalog nobody may ask: it stands where a route's bean needs one while the route is only being
 * checked.
 */
final class IdleCatalog implements Catalog {
  @Override
  public ProfileCatalog profiles() {
    return idle(ProfileCatalog.class);
  }

  @Override
  public OperationCatalog operations() {
    return idle(OperationCatalog.class);
  }

  @Override
  public PackageCatalog packages() {
    return idle(PackageCatalog.class);
  }

  @Override
  public QuarantineCatalog quarantine() {
    return idle(QuarantineCatalog.class);
  }

  @Override
  public ImageCatalog images() {
    return idle(ImageCatalog.class);
  }

  @Override
  public ImageSyncCatalog imageSyncs() {
    return idle(ImageSyncCatalog.class);
  }

  @Override
  public RemoteServerCatalog remoteServers() {
    return idle(RemoteServerCatalog.class);
  }

  @Override
  public EventCatalog events() {
    return idle(EventCatalog.class);
  }

  @Override
  public SealedSecrets secrets() {
    return idle(SealedSecrets.class);
  }

  @Override
  public ScheduleCatalog schedules() {
    return idle(ScheduleCatalog.class);
  }

  @Override
  public SwitchCatalog switches() {
    return idle(SwitchCatalog.class);
  }

  @Override
  public DeviceCatalog devices() {
    return idle(DeviceCatalog.class);
  }

  @Override
  public BlobReferences references() {
    return idle(BlobReferences.class);
  }

  @Override
  public BlobChecks blobChecks() {
    return idle(BlobChecks.class);
  }

  @Override
  public UpkeepCatalog upkeep() {
    return idle(UpkeepCatalog.class);
  }

  static <T> T idle(Class<T> kind) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("Routes are only being checked");
            }));
  }

  @Override
  public void ping() {}

  @Override
  public boolean takesNew() {
    return true;
  }

  @Override
  public void close() {}
}
