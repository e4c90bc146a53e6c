package io.netdepot.own;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.PackageFilter;
import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Verified;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Caller;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.packages.Refusals;
import io.netdepot.packages.SupportPackages;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.Sha256;
import io.netdepot.upkeep.Expiration;
import io.netdepot.upkeep.OldPackages;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /packages}: what the vendor's API does not tell of packages; holds. */
public final class PackageCalls implements OwnPart {
  private static final String PACKAGES = "/netdepot/v1/packages/";

  private final SupportPackages packages;
  private final BlobChecks checks;
  private final OldPackages rules;
  private final InstantSource clock;
  private final PackageFiles files;

  /**
   * Answers from these.
   *
   * @param rules tell when a package goes
   */
  public PackageCalls(
      SupportPackages packages, BlobChecks checks, OldPackages rules, InstantSource clock) {
    this.packages = packages;
    this.checks = checks;
    this.rules = rules;
    this.clock = clock;
    this.files = new PackageFiles(packages);
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of(
        "listPackages", this::list,
        "getPackage", this::get,
        "deletePackage", this::delete,
        "holdPackage", this::hold,
        "releasePackage", this::release);
  }

  @Override
  public Map<String, DownloadSource> downloads() {
    return Map.of("downloadPackage", files, "headPackage", files);
  }

  private Reply list(Call call) {
    Filters.Span span = Filters.span(call);
    PackageFilter filter =
        new PackageFilter(
            Filters.address(call),
            Filters.id(call, "operation"),
            call.query("platform"),
            call.query("held").map(Boolean::parseBoolean),
            call.query("verified").flatMap(Verified::of),
            span.from(),
            span.to());
    PageRequest page = PageRequest.of("packages", filter, call);
    List<StoredPackage> read = packages.page(filter, page.after(), page.toRead());
    Known known = known(read);
    return Reply.json(
        page.page(
            read,
            stored -> new PageEnd(stored.storedAt(), stored.id()),
            stored -> known.wire(call, stored)));
  }

  private Reply get(Call call) {
    return packages
        .find(call.id())
        .map(stored -> Reply.json(wire(call, stored)))
        .orElseThrow(() -> PackageFiles.notFound(call.id()));
  }

  private Reply delete(Call call) {
    EntityId id = call.id();
    StoredPackage stored = packages.find(id).orElseThrow(() -> PackageFiles.notFound(id));
    call.requireMatch(Optional.of(stored.digest()));
    return switch (packages.delete(id)) {
      case PackageCatalog.Removal.Done done -> Reply.noContent();
      case PackageCatalog.Removal.NotFound none -> throw PackageFiles.notFound(id);
      case PackageCatalog.Removal.Held(var hold) ->
          throw ApiProblem.of(409, Refusals.held(id, hold));
    };
  }

  private Reply hold(Call call) {
    String user = call.caller().map(Caller::user).orElse("");
    return packages
        .hold(call.id(), user, call.body().path("reason").asText(""))
        .map(stored -> Reply.json(wire(call, stored)))
        .orElseThrow(() -> PackageFiles.notFound(call.id()));
  }

  private Reply release(Call call) {
    return packages
        .release(call.id())
        .map(stored -> Reply.noContent())
        .orElseThrow(() -> PackageFiles.notFound(call.id()));
  }

  private PackageWire wire(Call call, StoredPackage stored) {
    return known(List.of(stored)).wire(call, stored);
  }

  private Known known(List<StoredPackage> read) {
    return new Known(
        checks.find(read.stream().map(StoredPackage::digest).toList()),
        rules.expirations(read, clock.instant()));
  }

  /** What is known of some packages beside their records. */
  private record Known(Map<Sha256, BlobCheck> checks, Map<EntityId, Expiration> expirations) {
    PackageWire wire(Call call, StoredPackage stored) {
      return PackageWire.of(
          stored,
          Optional.ofNullable(checks.get(stored.digest())),
          Optional.ofNullable(expirations.get(stored.id())),
          call.base() + PACKAGES + stored.id() + "/file");
    }
  }
}
