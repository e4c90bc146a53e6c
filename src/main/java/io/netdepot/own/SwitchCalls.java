package io.netdepot.own;

import io.netdepot.catalog.DetectedPlatform;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.switches.KnownSwitch;
import io.netdepot.switches.Switches;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /switches}: which way each is reached, and how its last collection went. */
public final class SwitchCalls implements OwnPart {
  private static final int USUAL_LIMIT = 100;

  private final Switches switches;

  public SwitchCalls(Switches switches) {
    this.switches = switches;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("listSwitches", this::list, "getSwitch", this::get, "forgetSwitch", this::forget);
  }

  private Reply list(Call call) {
    int limit = call.query("limit").map(Integer::parseInt).orElse(USUAL_LIMIT);
    // One more than the page holds tells that there is another page.
    List<KnownSwitch> read =
        switches.list(call.query("after").map(text -> address("after", text)), limit + 1);
    List<KnownSwitch> shown = read.subList(0, Math.min(limit, read.size()));
    return Reply.json(
        new Wire(
            switches.file().toString(),
            switches.loadedAt().toString(),
            switches.isFromLastGood(),
            switches.entries(),
            switches.refusal().map(RefusalWire::of).orElse(null),
            shown.stream().map(One::of).toList(),
            read.size() > limit ? shown.getLast().seen().address().canonical() : null));
  }

  private Reply get(Call call) {
    SwitchAddress address = address("address", call.path("address"));
    return switches
        .find(address)
        .map(One::of)
        .map(Reply::json)
        .orElseThrow(
            () ->
                ApiProblem.of(
                    404,
                    "Nothing is known of "
                        + address
                        + ": it was never collected from, and no entry of the file of switches says"
                        + " its platform"));
  }

  private Reply forget(Call call) {
    SwitchAddress address = address("address", call.path("address"));
    if (!switches.forget(address)) {
      throw ApiProblem.of(404, "Nothing is remembered of what " + address + " said it is");
    }
    return Reply.noContent();
  }

  private static SwitchAddress address(String what, String text) {
    return SwitchAddress.parse(text)
        .orElseThrow(
            () -> ApiProblem.of(400, what + ": '" + text + "' is not the address of a switch"));
  }

  private record Wire(
      String file,
      String loadedAt,
      boolean lastGood,
      int entries,
      @Nullable RefusalWire refusal,
      List<One> items,
      @Nullable String next) {}

  private record One(
      String address,
      @Nullable String platform,
      String source,
      @Nullable String evidence,
      @Nullable String detectedAt,
      String transport,
      int port,
      int restPort,
      @Nullable String jump,
      String certificate,
      @Nullable Last last) {

    static One of(KnownSwitch known) {
      Access access = known.access();
      // What the switch once said is told only while it counts.
      Optional<DetectedPlatform> detected =
          known.seen().detected().filter(told -> known.source() == KnownSwitch.Source.DETECTED);
      return new One(
          known.seen().address().text(),
          access.isToBeDetected() ? null : access.platform(),
          known.source().word(),
          detected.map(DetectedPlatform::evidence).orElse(null),
          detected.map(DetectedPlatform::detectedAt).map(Instant::toString).orElse(null),
          access.transport().word(),
          access.port(),
          access.restPort(),
          access.jump().orElse(null),
          trust(access.trust()),
          known.seen().last().map(task -> Last.of(task, known.seen().lastEndedAt())).orElse(null));
    }

    private static String trust(CertificateTrust trust) {
      return switch (trust) {
        case CertificateTrust.OnFirstSight first -> "accept-new";
        case CertificateTrust.Pinned(var sha256) -> "sha256:" + sha256;
        case CertificateTrust.SignedBy(var file) -> file.toString();
      };
    }
  }

  private record Last(
      String operationId,
      String state,
      @Nullable String endedAt,
      @Nullable String error,
      @Nullable String details) {

    static Last of(Task task, Optional<Instant> endedAt) {
      return new Last(
          task.operationId().value(),
          task.state().word(),
          endedAt.map(Instant::toString).orElse(null),
          task.failure().map(failure -> failure.reason().code()).orElse(null),
          task.failure().map(failure -> failure.details()).orElse(null));
    }
  }
}
