package io.netdepot.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.CollectRequest;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Submitted;
import io.netdepot.operation.SubmittedFree;
import io.netdepot.operation.SwitchChoice;
import io.netdepot.profile.Profiles;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes operations of schedules. Thread-safe. */
public final class ScheduledCollections {
  private static final int MOST_NAMED = 20;

  private final Operations operations;
  private final Profiles profiles;
  private final URI address;

  /**
   * @param address our own, for the request that an operation shows as what made it
   */
  public ScheduledCollections(Operations operations, Profiles profiles, URI address) {
    this.operations = operations;
    this.profiles = profiles;
    this.address = address;
  }

  /** What came of it: an operation that goes on, or nothing. */
  sealed interface Outcome {
    /** The operation runs; {@code details} say who was left out, or nothing. */
    record Running(String details) implements Outcome {}

    /** There is no operation. */
    record Ended(RunEnd end) implements Outcome {}
  }

  boolean exists(EntityId operation) {
    return operations.views().find(operation).isPresent();
  }

  Outcome begin(Schedule schedule, CollectionPlan plan, EntityId operation) {
    Optional<EntityId> profile = plan.profile().flatMap(this::profile);
    if (plan.profile().isPresent() && profile.isEmpty()) {
      return new Outcome.Ended(
          RunEnd.failed(
              "There is no profile named '"
                  + plan.profile().get()
                  + "'; make it, or name another one in the schedule"));
    }
    List<SwitchChoice> switches =
        plan.switches().stream()
            .map(switchAddress -> new SwitchChoice(switchAddress, Optional.empty()))
            .toList();
    CollectRequest request =
        new CollectRequest(profile, switches, recorded(schedule, plan, profile));
    return switch (operations.submitFree(operation, request, plan.spacing())) {
      case SubmittedFree.Accepted(var taken, var leftOut) -> new Outcome.Running(said(leftOut));
      case SubmittedFree.AllBusy(var first) ->
          new Outcome.Ended(
              RunEnd.skipped(
                  "Every switch is being collected already, "
                      + first.address()
                      + " by operation "
                      + first.operationId()));
      case SubmittedFree.ProfileMissing(var missing) ->
          new Outcome.Ended(RunEnd.failed("The profile " + missing + " was deleted meanwhile"));
    };
  }

  private Optional<EntityId> profile(String name) {
    return profiles.list().stream()
        .filter(profile -> profile.name().equals(name))
        .map(Profile::id)
        .findFirst();
  }

  // As a client would have asked for it.
  private RecordedRequest recorded(
      Schedule schedule, CollectionPlan plan, Optional<EntityId> profile) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    profile.ifPresent(id -> body.put("ProfileID", id.value()));
    plan.switches()
        .forEach(one -> body.withArray("/Switches").addObject().put("Address", one.text()));
    return new RecordedRequest(
        "post",
        address.toString().replaceFirst("/$", "")
            + "/netdepot/v1/schedules/"
            + schedule.name()
            + "/run",
        body.toString());
  }

  private static String said(List<Submitted.SwitchBusy> leftOut) {
    if (leftOut.isEmpty()) {
      return "";
    }
    return leftOut.size()
        + " switches were left out, because other operations are collecting them: "
        + leftOut.stream()
            .limit(MOST_NAMED)
            .map(busy -> busy.address() + " (" + busy.operationId() + ")")
            .collect(Collectors.joining(", "))
        + (leftOut.size() > MOST_NAMED ? " and others" : "");
  }
}
