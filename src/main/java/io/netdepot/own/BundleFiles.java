package io.netdepot.own;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Downloadable;
import io.netdepot.operation.OperationDetail;
import io.netdepot.operation.Operations;
import io.netdepot.operation.SwitchView;
import io.netdepot.packages.SupportPackages;
import io.netdepot.store.BlobLease;
import java.util.List;
import java.util.Optional;

/**
 * The bundles of operations. While one is being sent its packages stay where they are, though they
 * may be deleted or expire.
 */
record BundleFiles(Operations operations, SupportPackages packages) implements DownloadSource {
  @Override
  public Downloadable find(Call call) {
    EntityId id = call.id();
    OperationDetail detail = detail(id);
    if (!detail.view().operation().state().isTerminal()) {
      throw ApiProblem.of(
          409,
          "The operation "
              + id
              + " has not ended; what it has collected so far is in /netdepot/v1/packages?operation="
              + id);
    }
    List<StoredPackage> stored =
        detail.view().switches().stream()
            .map(SwitchView::stored)
            .flatMap(Optional::stream)
            .toList();
    BlobLease lease = packages.lease(stored);
    try {
      // Asked again: what was deleted before the lease is deleted, not damaged.
      return new Bundle(packages, detail(id)).download(lease::close);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private OperationDetail detail(EntityId id) {
    return operations
        .views()
        .detail(id)
        .orElseThrow(() -> ApiProblem.of(404, "No operation " + id));
  }
}
