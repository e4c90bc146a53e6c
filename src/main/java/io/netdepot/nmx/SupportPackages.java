package io.netdepot.nmx;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Downloadable;
import io.netdepot.http.Reply;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Submitted;
import io.netdepot.packages.Refusals;
import java.util.Optional;

/** {@code /support-packages}: collect, list, download, delete. */
final class SupportPackages {
  private final Operations operations;
  private final PackageShelf shelf;

  SupportPackages(Operations operations, PackageShelf shelf) {
    this.operations = operations;
    this.shelf = shelf;
  }

  Reply list(Call call) {
    return Reply.json(shelf.list().stream().map(Wire::of).toList());
  }

  Reply collect(Call call) {
    RecordedRequest recorded =
        new RecordedRequest("post", call.uri().toString(), call.body().toString());
    return switch (operations.submit(CollectBody.read(call.body(), recorded))) {
      case Submitted.Accepted(var id) -> AcceptedReply.of(id);
      case Submitted.SwitchBusy(var address, var busy) ->
          throw ApiProblem.of(
              409,
              "The switch "
                  + address
                  + " is being worked on by operation "
                  + busy
                  + "; wait for it or cancel it");
      case Submitted.ProfileMissing(var missing) ->
          throw ApiProblem.of(400, "ProfileID: there is no profile " + missing);
    };
  }

  Reply delete(Call call) {
    EntityId id = call.id();
    StoredPackage stored = shelf.find(id).orElseThrow(() -> notFound(id));
    call.requireMatch(Optional.of(stored.digest()));
    return switch (shelf.delete(id)) {
      case PackageCatalog.Removal.Done done -> Reply.noContent();
      case PackageCatalog.Removal.NotFound none -> throw notFound(id);
      case PackageCatalog.Removal.Held(var hold) ->
          throw ApiProblem.of(409, Refusals.held(id, hold));
    };
  }

  /** What a download sends. */
  DownloadSource downloads() {
    return new DownloadSource() {
      @Override
      public Downloadable find(Call call) {
        EntityId id = call.id();
        StoredPackage stored = shelf.find(id).orElseThrow(() -> notFound(id));
        return downloadable(stored).orElseThrow(() -> damaged(id));
      }

      @Override
      public Optional<Downloadable> known(Call call) {
        return EntityId.parse(call.path("id"))
            .flatMap(shelf::known)
            .flatMap(SupportPackages.this::downloadable);
      }
    };
  }

  private Optional<Downloadable> downloadable(StoredPackage stored) {
    return shelf
        .fileOf(stored)
        .map(
            file ->
                new Downloadable(
                    file, stored.size(), stored.digest(), stored.fileName(), stored.storedAt()));
  }

  private static ApiProblem notFound(EntityId id) {
    return ApiProblem.of(404, "No support package " + id);
  }

  private static ApiProblem damaged(EntityId id) {
    return new ApiProblem(ApiError.damaged(Refusals.damaged(id)));
  }

  @JsonPropertyOrder({"fileID", "filename", "size", "uploadDate", "switchAddress"})
  private record Wire(
      String fileID, String filename, long size, String uploadDate, String switchAddress) {

    static Wire of(StoredPackage stored) {
      return new Wire(
          stored.id().value(),
          stored.fileName(),
          stored.size(),
          stored.storedAt().toString(),
          stored.address().text());
    }
  }
}
