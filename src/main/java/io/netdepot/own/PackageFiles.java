package io.netdepot.own;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Downloadable;
import io.netdepot.packages.Refusals;
import io.netdepot.packages.SupportPackages;
import java.util.Optional;

/** The bytes of stored packages. */
record PackageFiles(SupportPackages packages) implements DownloadSource {
  @Override
  public Downloadable find(Call call) {
    EntityId id = call.id();
    StoredPackage stored = packages.find(id).orElseThrow(() -> notFound(id));
    return downloadable(stored).orElseThrow(() -> damaged(id));
  }

  @Override
  public Optional<Downloadable> known(Call call) {
    return EntityId.parse(call.path("id")).flatMap(packages::known).flatMap(this::downloadable);
  }

  private Optional<Downloadable> downloadable(StoredPackage stored) {
    return packages
        .fileOf(stored)
        .map(
            file ->
                new Downloadable(
                    file, stored.size(), stored.digest(), stored.fileName(), stored.storedAt()));
  }

  static ApiProblem notFound(EntityId id) {
    return ApiProblem.of(404, "No package " + id);
  }

  private static ApiProblem damaged(EntityId id) {
    return new ApiProblem(ApiError.damaged(Refusals.damaged(id)));
  }
}
