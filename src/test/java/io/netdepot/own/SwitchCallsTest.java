package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiFixture;
import io.netdepot.nmx.NmxFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchCallsTest {
  private static final String SWITCHES = "/netdepot/v1/switches";
  private NmxFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) {
    depot = new NmxFixture(folder);
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private JsonNode get(String path) {
    HttpResponse<byte[]> answer = depot.http.get(path);
    assertThat(answer.statusCode()).as(ApiFixture.text(answer)).isEqualTo(200);
    return NmxFixture.json(answer);
  }

  @Test
  void listsWhatSwitchesSaidInPages() {
    depot.switches.detected(SwitchAddress.of("10.0.0.1"), "sonic", "SONiC.202305");
    depot.switches.detected(SwitchAddress.of("Leaf-2.example"), "nvos", "image nvos-25.02");
    JsonNode first = get(SWITCHES + "?limit=1");
    assertThat(first.path("file").asText()).endsWith("switches.yaml");
    assertThat(first.path("entries").asInt()).isEqualTo(1);
    assertThat(first.has("refusal")).isFalse();
    assertThat(first.at("/items/0/address").asText()).isEqualTo("10.0.0.1");
    assertThat(first.at("/items/0/platform").asText()).isEqualTo("sonic");
    assertThat(first.at("/items/0/source").asText()).isEqualTo("detected");
    assertThat(first.at("/items/0/evidence").asText()).isEqualTo("SONiC.202305");
    JsonNode second = get(SWITCHES + "?limit=1&after=" + first.path("next").asText());
    assertThat(second.at("/items/0/address").asText()).isEqualTo("Leaf-2.example");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void tellsWhatIsSetAndWhatNobodyKnows() {
    JsonNode set = get(SWITCHES + "/10.7.0.9");
    assertThat(set.path("platform").asText()).isEqualTo("onyx");
    assertThat(set.path("source").asText()).isEqualTo("set");
    assertThat(set.path("port").asInt()).isEqualTo(22);
    assertThat(set.has("last")).isFalse();
    assertThat(depot.http.get(SWITCHES + "/10.8.0.9").statusCode()).isEqualTo(404);
    assertThat(depot.http.get(SWITCHES + "/10.8.0.300").statusCode()).isEqualTo(400);
  }

  @Test
  void forgetsWhatASwitchSaid() {
    depot.switches.detected(SwitchAddress.of("10.0.0.1"), "sonic", "SONiC.202305");
    assertThat(depot.http.send("DELETE", SWITCHES + "/10.0.0.1").statusCode()).isEqualTo(204);
    assertThat(depot.http.send("DELETE", SWITCHES + "/10.0.0.1").statusCode()).isEqualTo(404);
    EntityId unused = depot.collect("10.9.0.1");
    assertThat(depot.switches.access(SwitchAddress.of("10.0.0.1"), unused).isToBeDetected())
        .isTrue();
  }
}
