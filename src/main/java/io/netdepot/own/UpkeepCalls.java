package io.netdepot.own;

import io.netdepot.catalog.ExpiryState;
import io.netdepot.catalog.ScrubState;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.store.BlobCheck;
import io.netdepot.upkeep.Expiry;
import io.netdepot.upkeep.Leaving;
import io.netdepot.upkeep.Scrubs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /expire} and {@code /scrub}: let old things go, and read stored files again. */
public final class UpkeepCalls implements OwnPart {
  // The counts tell of all; who wants more than this changes a rule.
  private static final int MOST_SHOWN = 1_000;

  private final Expiry expiry;
  private final Scrubs scrubs;

  public UpkeepCalls(Expiry expiry, Scrubs scrubs) {
    this.expiry = expiry;
    this.scrubs = scrubs;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of(
        "getExpire",
        call -> Reply.json(expire()),
        "runExpire",
        this::runExpire,
        "getScrub",
        call -> Reply.json(scrub()),
        "runScrub",
        this::runScrub);
  }

  private Reply runExpire(Call call) {
    if (call.body().path("dryRun").asBoolean(false)) {
      return Reply.json(DryRunWire.of(expiry.dryRun()));
    }
    return switch (expiry.begin()) {
      case BEGUN -> Reply.json(202, expire());
      case RUNNING ->
          throw ApiProblem.of(
              409, "The rules of retention are running; GET /netdepot/v1/expire shows the end");
      case STOPPING -> throw ApiProblem.of(503, "The service is stopping; ask again later");
    };
  }

  private ExpireWire expire() {
    boolean running = expiry.isRunning();
    return expiry.last().map(state -> ExpireWire.of(state, running)).orElseGet(ExpireWire::never);
  }

  private Reply runScrub(Call call) {
    // One that runs already is as good.
    scrubs.begin();
    return Reply.json(202, scrub());
  }

  private ScrubWire scrub() {
    boolean running = scrubs.isRunning();
    List<FindingWire> findings = scrubs.notVerified().stream().map(FindingWire::of).toList();
    return scrubs
        .last()
        .map(state -> ScrubWire.of(state, running, findings))
        .orElseGet(() -> ScrubWire.never(findings));
  }

  private static String word(boolean running, Optional<Instant> endedAt) {
    if (endedAt.isPresent()) {
      return "ended";
    }
    return running ? "running" : "interrupted";
  }

  private record ExpireWire(
      String state,
      @Nullable String beganAt,
      @Nullable String endedAt,
      Map<String, Long> gone,
      long bytes,
      long failed,
      @Nullable String problem) {

    static ExpireWire never() {
      return new ExpireWire("never", null, null, Map.of(), 0, 0, null);
    }

    static ExpireWire of(ExpiryState state, boolean running) {
      return new ExpireWire(
          word(running, state.endedAt()),
          state.beganAt().toString(),
          state.endedAt().map(Instant::toString).orElse(null),
          state.gone(),
          state.bytes(),
          state.failed(),
          state.problem().isEmpty() ? null : state.problem());
    }
  }

  private record DryRunWire(
      boolean dryRun,
      Map<String, Long> wouldGo,
      long bytes,
      List<LeavingWire> leaving,
      boolean truncated,
      @Nullable String problem) {

    static DryRunWire of(Expiry.DryRun run) {
      return new DryRunWire(
          true,
          run.state().gone(),
          run.state().bytes(),
          run.leaving().stream().limit(MOST_SHOWN).map(LeavingWire::of).toList(),
          run.leaving().size() > MOST_SHOWN,
          run.state().problem().isEmpty() ? null : run.state().problem());
    }
  }

  private record LeavingWire(
      String kind, String id, String name, long bytes, String since, String rule, String why) {

    static LeavingWire of(Leaving leaving) {
      return new LeavingWire(
          leaving.kind().word(),
          leaving.id(),
          leaving.name(),
          leaving.bytes(),
          leaving.since().toString(),
          leaving.rule(),
          leaving.why());
    }
  }

  private record ScrubWire(
      String state,
      @Nullable String beganAt,
      @Nullable String endedAt,
      long totalFiles,
      long files,
      long bytes,
      long damaged,
      long unreadable,
      List<FindingWire> findings) {

    static ScrubWire never(List<FindingWire> findings) {
      return new ScrubWire("never", null, null, 0, 0, 0, 0, 0, findings);
    }

    static ScrubWire of(ScrubState state, boolean running, List<FindingWire> findings) {
      return new ScrubWire(
          word(running, state.endedAt()),
          state.beganAt().toString(),
          state.endedAt().map(Instant::toString).orElse(null),
          state.totalBlobs(),
          state.blobs(),
          state.bytes(),
          state.damaged(),
          state.unreadable(),
          findings);
    }
  }

  private record FindingWire(String sha256, String outcome, String checkedAt, String details) {

    static FindingWire of(BlobCheck check) {
      return new FindingWire(
          check.digest().hex(),
          check.outcome().word(),
          check.checkedAt().toString(),
          check.details());
    }
  }
}
