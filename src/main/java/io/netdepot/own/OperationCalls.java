package io.netdepot.own;

import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationFilter;
import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.operation.OperationDetail;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Retried;
import io.netdepot.operation.Retries;
import io.netdepot.packages.Quarantine;
import io.netdepot.packages.SupportPackages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /operations}: what the vendor's API does not tell of them; retry; bundles. */
public final class OperationCalls implements OwnPart {
  private final Operations operations;
  private final Retries retries;
  private final BundleFiles bundles;
  private final Quarantine quarantine;

  public OperationCalls(Operations operations, SupportPackages packages, Quarantine quarantine) {
    this.operations = operations;
    this.retries = new Retries(operations);
    this.bundles = new BundleFiles(operations, packages);
    this.quarantine = quarantine;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of(
        "listOperations", this::list, "getOperationProgress", this::get, "retry", this::retry);
  }

  @Override
  public Map<String, DownloadSource> downloads() {
    return Map.of("downloadBundle", bundles, "headBundle", bundles);
  }

  private Reply list(Call call) {
    Filters.Span span = Filters.span(call);
    OperationFilter filter =
        new OperationFilter(
            call.query("state").map(OperationState::of),
            Filters.address(call),
            span.from(),
            span.to(),
            call.query("kind").map(OperationKind::of));
    PageRequest page = PageRequest.of("operations", filter, call);
    return Reply.json(
        page.page(
            operations.views().list(filter, page.after(), page.toRead()),
            one -> new PageEnd(one.operation().createdAt(), one.operation().id()),
            OperationSummaryWire::of));
  }

  private Reply get(Call call) {
    EntityId id = call.id();
    return operations
        .views()
        .detail(id)
        .map(this::wire)
        .map(Reply::json)
        .orElseThrow(() -> notFound(id));
  }

  private OperationWire wire(OperationDetail detail) {
    Operation operation = detail.view().operation();
    // Of each switch there is one at most.
    List<QuarantinedFile> files =
        quarantine.page(
            Optional.empty(),
            Optional.of(operation.id()),
            Optional.empty(),
            detail.view().switches().size());
    return OperationWire.of(
        detail,
        files.stream().collect(Collectors.toMap(QuarantinedFile::taskId, Function.identity())),
        SentImage.of(
            detail,
            operation.delivery().isPresent() ? operations.notes(operation.id()) : Map.of()));
  }

  private Reply retry(Call call) {
    EntityId id = call.id();
    // The contract allows no other word.
    boolean alsoCancelled = !call.body().path("include").isEmpty();
    RecordedRequest recorded =
        new RecordedRequest(
            "post",
            call.uri().toString(),
            call.body().isMissingNode() ? "{}" : call.body().toString());
    return switch (retries.retry(id, alsoCancelled, recorded)) {
      case Retried.Accepted(var retry, var switches) ->
          Reply.json(202, new RetryWire(retry.value(), switches))
              .with("Location", "/netdepot/v1/operations/" + retry);
      case Retried.NotFound none -> throw notFound(id);
      case Retried.StillRuns running ->
          throw ApiProblem.of(
              409, "The operation " + id + " has not ended; wait for it or cancel it, then retry");
      case Retried.NothingLeft nothing ->
          throw ApiProblem.of(
              409,
              "Nothing is left to collect again: no switch of operation "
                  + id
                  + (alsoCancelled ? " failed or was cancelled" : " failed")
                  + ", or a retry has collected them since"
                  + (alsoCancelled ? "" : "; {\"include\": [\"cancelled\"]} takes cancelled ones"));
      case Retried.SwitchBusy(var address, var busy) ->
          throw ApiProblem.of(
              409,
              "The switch "
                  + address
                  + " is being worked on by operation "
                  + busy
                  + "; wait for it or cancel it");
      case Retried.ProfileMissing(var missing) ->
          throw ApiProblem.of(
              409,
              "The login of a switch, profile "
                  + missing
                  + ", is gone; collect the switches with another one instead");
    };
  }

  private static ApiProblem notFound(EntityId id) {
    return ApiProblem.of(404, "No operation " + id);
  }

  private record RetryWire(String operationId, int switches) {}
}
