package io.netdepot.own;

import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Downloadable;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.packages.Quarantine;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /quarantine}: what came of packages that are not whole, marked as what it is. */
public final class QuarantineCalls implements OwnPart {
  private static final String FILES = "/netdepot/v1/quarantine/";
  // For people who meet the file in a folder of downloads, and for scripts that open archives.
  private static final String ENDING = ".quarantined";
  private static final String MARK = "Netdepot-Quarantined";

  private final Quarantine quarantine;

  public QuarantineCalls(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of(
        "listQuarantine", this::list,
        "getQuarantined", this::get,
        "deleteQuarantined", this::delete);
  }

  @Override
  public Map<String, DownloadSource> downloads() {
    return Map.of("downloadQuarantined", this::download, "headQuarantined", this::download);
  }

  private Reply list(Call call) {
    Filter filter = new Filter(Filters.address(call), Filters.id(call, "operation"));
    PageRequest page = PageRequest.of("quarantined files", filter, call);
    return Reply.json(
        page.page(
            quarantine.page(filter.address(), filter.operation(), page.after(), page.toRead()),
            file -> new PageEnd(file.at(), file.id()),
            file -> Wire.of(file, link(call, file))));
  }

  private record Filter(Optional<SwitchAddress> address, Optional<EntityId> operation) {}

  private Reply get(Call call) {
    QuarantinedFile file = find(call);
    return Reply.json(Wire.of(file, link(call, file)));
  }

  private Reply delete(Call call) {
    QuarantinedFile file = find(call);
    call.requireMatch(Optional.of(file.digest()));
    if (!quarantine.delete(file.id())) {
      throw notFound(file.id());
    }
    return Reply.noContent();
  }

  private Downloadable download(Call call) {
    QuarantinedFile file = find(call);
    return quarantine
        .fileOf(file)
        .map(
            path ->
                new Downloadable(
                    path, file.size(), file.digest(), file.fileName() + ENDING, file.at()))
        .map(found -> found.with(MARK, file.failure().reason().code()))
        .orElseThrow(
            () ->
                new ApiProblem(
                    ApiError.damaged(
                        "The stored file of " + file.id() + " is missing or damaged; delete it")));
  }

  private QuarantinedFile find(Call call) {
    EntityId id = call.id();
    return quarantine.find(id).orElseThrow(() -> notFound(id));
  }

  private static ApiProblem notFound(EntityId id) {
    return ApiProblem.of(
        404,
        "No quarantined file "
            + id
            + "; one goes when its time is over, or when a later try brings the package");
  }

  private static String link(Call call, QuarantinedFile file) {
    return call.base() + FILES + file.id() + "/file";
  }

  private record Wire(
      String id,
      String fileName,
      String address,
      @Nullable String platform,
      String operationId,
      String taskId,
      String reason,
      String phase,
      String details,
      long size,
      String sha256,
      String quarantinedAt,
      String expiresAt,
      String file) {

    static Wire of(QuarantinedFile kept, String link) {
      return new Wire(
          kept.id().value(),
          kept.fileName() + ENDING,
          kept.address().text(),
          kept.platform().isEmpty() ? null : kept.platform(),
          kept.operationId().value(),
          kept.taskId().value(),
          kept.failure().reason().code(),
          kept.failure().phase().word(),
          kept.failure().details(),
          kept.size(),
          kept.digest().hex(),
          kept.at().toString(),
          kept.expires().toString(),
          link);
    }
  }
}
