package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images onto simulated switches, by the whole service. */
@Timeout(120)
class DeliveryTest {
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";
  private static final String BUILD = "nvos-25.02.2579";
  private static final String BEFORE = "nvos-25.02.2553";
  private static final byte[] CONTENT = content(3_000_000);

  @RegisterExtension
  static final DepotAndSwitches SITE =
      DepotAndSwitches.with(
          "deliver.reboot-poll=50 ms",
          "deliver.settle=300 ms",
          "deliver.reboot-timeout=3 s",
          "collect.tries=2");

  private final DepotApi api = SITE.depot().api();

  @BeforeAll
  static void upload() throws Exception {
    DepotApi.Answer answer = SITE.depot().api().upload(DepotApi.IMAGE_FILES, IMAGE, CONTENT);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(4).nextBytes(bytes);
    return bytes;
  }

  private static SimulatedSwitch with(Fault... faults) {
    return SITE.switches().with(faults);
  }

  private String order(Map<String, Object> more, SimulatedSwitch... switches) throws Exception {
    Map<String, Object> body = new HashMap<>(more);
    body.put("image", IMAGE);
    body.put("switches", List.of(switches).stream().map(SimulatedSwitch::address).toList());
    DepotApi.Answer answer = api.post("/netdepot/v1/deliveries", body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
    String id = answer.body().path("operationId").asText();
    assertThat(answer.header("Location")).isEqualTo("/netdepot/v1/deliveries/" + id);
    return id;
  }

  private JsonNode ended(String id) {
    return await("delivery " + id)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> api.get("/netdepot/v1/deliveries/" + id).body(),
            now -> now.path("operation").hasNonNull("endedAt"));
  }

  /** Delivers to one switch, and gives its end and what is told of it. */
  private Told deliver(Map<String, Object> more, SimulatedSwitch one) throws Exception {
    JsonNode ended = ended(order(more, one));
    return new Told(
        ended.at("/operation/switches/0"), ended.at("/switches/0"), ended.path("operation"));
  }

  private record Told(JsonNode end, JsonNode image, JsonNode operation) {
    void requireCompleted() {
      assertThat(end.path("state").asText()).as("%s", end).isEqualTo("completed");
      assertThat(operation.path("state").asText()).isEqualTo("completed");
    }

    void requireFailed(String code) {
      assertThat(end.path("state").asText()).as("%s", end).isEqualTo("failed");
      assertThat(end.path("error").asText()).as("%s", end).isEqualTo(code);
      assertThat(operation.path("error").asText()).isEqualTo("delivery-failed");
    }
  }

  private static final Map<String, Object> FETCH = Map.of("via", "fetch");
  private static final Map<String, Object> SFTP = Map.of("via", "sftp");
  private static final Map<String, Object> AUTO = Map.of();
  private static final Map<String, Object> INSTALL = Map.of("install", true);

  @Test
  void theSwitchFetchesTheImageFromUs() throws Exception {
    SimulatedSwitch one = with();
    double before = sent();
    Told told = deliver(FETCH, one);
    told.requireCompleted();
    assertThat(told.image().path("via").asText()).isEqualTo("fetch");
    // It came from the address of the switch, so it was seen how far it got.
    assertThat(sent() - before).isEqualTo(CONTENT.length);
    assertThat(told.image().path("digestCompared").asBoolean()).isTrue();
    assertThat(one.imageFetches()).isEqualTo(1);
    assertThat(one.imagePuts()).isZero();
    assertThat(one.installs()).isZero();
    assertThat(one.build()).isEqualTo(BEFORE);
    assertThat(told.operation().path("kind").asText()).isEqualTo("delivery");
    assertThat(told.operation().path("details").asText()).isEqualTo("1 of 1 switches delivered to");
  }

  private static double sent() {
    return SITE.depot()
        .metrics()
        .lines()
        .filter(line -> line.startsWith("netdepot_sent_bytes_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void theImageIsPutThereBySftp() throws Exception {
    SimulatedSwitch one = with();
    Told told = deliver(SFTP, one);
    told.requireCompleted();
    assertThat(told.image().path("via").asText()).isEqualTo("sftp");
    assertThat(told.image().path("digestCompared").asBoolean()).isTrue();
    assertThat(one.imagePuts()).isEqualTo(1);
    assertThat(one.imageFetches()).isZero();
  }

  @Test
  void whatIsThereAlreadyIsNotSentAgain() throws Exception {
    SimulatedSwitch one = with();
    deliver(SFTP, one).requireCompleted();
    Told told = deliver(AUTO, one);
    told.requireCompleted();
    assertThat(told.image().path("via").asText()).isEqualTo("there");
    assertThat(one.imagePuts() + one.imageFetches()).isEqualTo(1);
  }

  @Test
  void aSwitchThatCannotReachUsGetsTheImageBySftp() throws Exception {
    SimulatedSwitch one = with(new Fault.ImageFetchFails());
    Told told = deliver(AUTO, one);
    told.requireCompleted();
    assertThat(told.image().path("via").asText()).isEqualTo("sftp");
    assertThat(told.end().path("details").asText())
        .contains("could not fetch it")
        .contains("Failed to connect");
    deliver(FETCH, with(new Fault.ImageFetchFails())).requireFailed("image-not-fetched");
  }

  @Test
  void aFullSwitchIsLeftAlone() throws Exception {
    SimulatedSwitch one = with(new Fault.DiskFull());
    deliver(AUTO, one).requireFailed("switch-full");
    assertThat(one.imageFetches() + one.imagePuts()).isZero();
  }

  @Test
  void aSwitchThatLiesAboutWhatItHasIsFoundOut() throws Exception {
    deliver(FETCH, with(new Fault.ImageCutShort(10))).requireFailed("size-differs");
    deliver(SFTP, with(new Fault.ImageCutShort(10))).requireFailed("size-differs");
    deliver(FETCH, with(new Fault.ImageSpoilt())).requireFailed("digest-differs");
  }

  @Test
  void theNextTryMendsWhatCameWrong() throws Exception {
    SimulatedSwitch one = with(new Fault.Limited(1, new Fault.ImageSpoilt()));
    Told told = deliver(FETCH, one);
    told.requireCompleted();
    assertThat(told.end().path("tries").asInt()).isEqualTo(2);
    assertThat(one.imageFetches()).isEqualTo(2);
  }

  @Test
  void withoutACommandForItTheDigestIsNotCompared() throws Exception {
    Told told = deliver(AUTO, with(new Fault.NoHashCommand()));
    told.requireCompleted();
    assertThat(told.image().path("digestCompared").asBoolean()).isFalse();
    assertThat(told.end().path("details").asText()).contains("digest was not compared");
  }

  @Test
  void theSwitchInstallsAndComesBackWithTheBuild() throws Exception {
    SimulatedSwitch one = with();
    Told told = deliver(INSTALL, one);
    told.requireCompleted();
    assertThat(one.build()).isEqualTo(BUILD);
    assertThat(one.installs()).isEqualTo(1);
    assertThat(told.image().path("buildBefore").asText()).isEqualTo(BEFORE);
    assertThat(told.image().path("buildAfter").asText()).isEqualTo(BUILD);
    assertThat(told.end().path("tries").asInt()).isEqualTo(1);

    Told again = deliver(INSTALL, one);
    again.requireCompleted();
    assertThat(again.end().path("details").asText()).contains("already");
    assertThat(one.installs()).isEqualTo(1);
  }

  @Test
  void anErrorOfAGoodInstallIsARemark() throws Exception {
    SimulatedSwitch one = with(new Fault.InstallReportsError());
    Told told = deliver(INSTALL, one);
    told.requireCompleted();
    assertThat(told.end().path("details").asText()).contains("Failed to install the image");
    assertThat(one.build()).isEqualTo(BUILD);
  }

  @Test
  void whatTheSwitchRunsAtTheEndDecides() throws Exception {
    SimulatedSwitch fallenBack = with(new Fault.BootsOtherBuild());
    SimulatedSwitch aborted = with(new Fault.InstallAborted());
    SimulatedSwitch idle = with(new Fault.NeverReboots());
    SimulatedSwitch gone = SITE.switches().of(kind -> kind.rebootTime(Duration.ofSeconds(30)));
    assertThat(ends(ended(order(INSTALL, fallenBack, aborted, idle, gone))))
        .containsEntry(fallenBack.address(), "failedwrong-build")
        .containsEntry(aborted.address(), "failedimage-refused")
        .containsEntry(idle.address(), "failedreboot-timeout")
        .containsEntry(gone.address(), "failedreboot-timeout");
    assertThat(List.of(fallenBack, aborted, idle, gone)).allMatch(one -> one.installs() == 1);
  }

  /** The state of each switch with its error behind it. */
  private static Map<String, String> ends(JsonNode ended) {
    Map<String, String> ends = new HashMap<>();
    for (JsonNode one : ended.at("/operation/switches")) {
      ends.put(
          one.path("address").asText(), one.path("state").asText() + one.path("error").asText());
    }
    return ends;
  }

  @Test
  void aDeliveryIsCancelled() throws Exception {
    SimulatedSwitch one = with(new Fault.NeverReboots());
    String id = order(INSTALL, one);
    await().atMost(Duration.ofSeconds(60)).until(() -> one.installs() == 1);
    assertThat(api.get("/netdepot/v1/deliveries/" + id).body().at("/operation/state").asText())
        .isEqualTo("in-progress");
    DepotApi.Answer kept = api.delete(DepotApi.IMAGES + "/" + imageId(id));
    assertThat(kept.status()).isEqualTo(409);
    assertThat(kept.body().at("/error/details").asText()).contains("by the operation " + id);
    assertThat(api.post("/netdepot/v1/deliveries/" + id + "/cancel", Map.of()).status())
        .isEqualTo(202);
    JsonNode ended = ended(id);
    assertThat(ended.at("/operation/state").asText()).isEqualTo("cancelled");
    assertThat(ended.at("/operation/switches/0/details").asText())
        .contains("was told to install the image");
    assertThat(api.post("/netdepot/v1/deliveries/" + id + "/cancel", Map.of()).status())
        .isEqualTo(409);
  }

  @Test
  void everyStepIsCancelledAtOnce() throws Exception {
    assertThat(cancelled("df", "deliver", SFTP, new Fault.PutHangs()))
        .contains("a part of it, may stay");
    assertThat(cancelled("nv action fetch", "deliver", FETCH, new Fault.ImageFetchHangs()))
        .contains("a part of it, may stay");
    assertThat(cancelled("sha256sum", "compare", AUTO, new Fault.HashHangs()))
        .contains("a part of it, may stay");
    assertThat(cancelled("nv action install", "install", INSTALL, new Fault.InstallHangs()))
        .contains("was told to install the image");
  }

  /**
   * Cancels while a switch hangs; what is told of it. It is healthy then, and gets the image.
   *
   * @param command of the switch, after which the phase begins or goes on
   */
  private String cancelled(String command, String phase, Map<String, Object> more, Fault fault)
      throws Exception {
    SimulatedSwitch one = with(fault);
    String id = order(more, one);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> one.commands().stream().anyMatch(line -> line.startsWith(command)));
    SITE.depot().awaitPhase(id, one.address(), phase);
    assertThat(api.post("/netdepot/v1/deliveries/" + id + "/cancel", Map.of()).status())
        .isEqualTo(202);
    JsonNode ended = ended(id);
    assertThat(ended.at("/operation/state").asText()).isEqualTo("cancelled");
    one.behave();
    Told again = deliver(more, one);
    again.requireCompleted();
    return ended.at("/operation/switches/0/details").asText();
  }

  private String imageId(String delivery) throws Exception {
    return api.get("/netdepot/v1/deliveries/" + delivery).body().at("/delivery/imageId").asText();
  }

  @Test
  void twentySwitchesAtOnceOfWhichOneRebootsOneIsFullAndOneLies() throws Exception {
    List<SimulatedSwitch> switches = new ArrayList<>(SITE.switches().many(17));
    SimulatedSwitch reboots = with(new Fault.Limited(1, new Fault.CutsPut(500_000)));
    SimulatedSwitch full = with(new Fault.DiskFull());
    SimulatedSwitch lies = with(new Fault.ImageCutShort(1));
    switches.addAll(List.of(reboots, full, lies));

    JsonNode ended = ended(order(SFTP, switches.toArray(SimulatedSwitch[]::new)));

    Map<String, String> ends = ends(ended);
    assertThat(ends.remove(full.address())).isEqualTo("failedswitch-full");
    assertThat(ends.remove(lies.address())).isEqualTo("failedsize-differs");
    assertThat(ends.values()).hasSize(18).containsOnly("completed");
    assertThat(ended.at("/operation/error").asText()).isEqualTo("partial-failure");

    full.behave();
    lies.behave();
    JsonNode retry =
        api.post(
                "/netdepot/v1/operations/" + ended.at("/operation/id").asText() + "/retry",
                Map.of())
            .body();
    assertThat(retry.path("switches").asInt()).isEqualTo(2);
    assertThat(ended(retry.path("operationId").asText()).at("/operation/state").asText())
        .isEqualTo("completed");
  }

  @Test
  void theVendorsListsShowCollectionsOnly() throws Exception {
    String id = order(SFTP, with());
    ended(id);
    assertThat(api.get("/nmx/v1/operations").body().toString()).doesNotContain(id);
    assertThat(api.get("/nmx/v1/operations/" + id).status()).isEqualTo(404);
    assertThat(api.delete("/nmx/v1/operations/" + id).status()).isEqualTo(404);
    assertThat(api.get("/netdepot/v1/operations?kind=delivery").body().toString()).contains(id);
    assertThat(api.get("/netdepot/v1/operations?kind=collection").body().toString())
        .doesNotContain(id);
    assertThat(api.get("/netdepot/v1/deliveries?limit=1").body().path("items")).hasSize(1);
  }

  @Test
  void refusesWhatCannotBeDelivered() throws Exception {
    assertThat(refused("image", "none.bin")).contains("404", "There is no image");
    assertThat(refused("profile", "nobody")).contains("404", "There is no profile");
    assertThat(refused("switches", List.of("127.0.0.9", "127.0.0.9"))).contains("400", "twice");
    assertThat(refused("via", "pigeon")).contains("400");
    DepotApi.Answer named = api.upload(DepotApi.IMAGE_FILES, "odd.img", content(20_000));
    assertThat(named.status()).as("%s", named.body()).isEqualTo(200);
    assertThat(refusedInstall("odd.img")).contains("400", "deliver.build-pattern");
  }

  private String refused(String key, Object value) throws Exception {
    Map<String, Object> body = new HashMap<>();
    body.put("image", IMAGE);
    body.put("switches", List.of("127.0.0.9"));
    body.put(key, value);
    return said(body);
  }

  private String refusedInstall(String image) throws Exception {
    return said(Map.of("image", image, "switches", List.of("127.0.0.9"), "install", true));
  }

  private String said(Map<String, Object> body) throws Exception {
    DepotApi.Answer answer = api.post("/netdepot/v1/deliveries", body);
    return answer.status() + " " + new String(answer.bytes(), StandardCharsets.UTF_8);
  }
}
