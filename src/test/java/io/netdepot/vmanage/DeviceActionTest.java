package io.netdepot.vmanage;

import static io.netdepot.vmanage.VmanageClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.ActionOrder.Action;
import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.devices.DeviceSite;
import io.netdepot.fleet.EntityId;
import io.netdepot.images.ImageFileName;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of actions, as public clients send them, and what they read of their state. */
class DeviceActionTest {
  private static final String ACTION = "/dataservice/device/action/";
  private static final String EDGE =
      "{\"deviceIP\":\"172.16.255.14\",\"deviceId\":\"C8K-1b2f876a-33\"%s}";

  private final VmanageFixture vmanage = new VmanageFixture();
  private final VmanageClient client = vmanage.writer();

  @BeforeEach
  void fill() throws Exception {
    vmanage.managed.write(DeviceSite.THREE);
    vmanage.store.published(
        new ImageFileName("viptela-20.6.3-x86_64.tar.gz"), vmanage.store.receive("20.6.3"));
  }

  @AfterEach
  void stop() {
    vmanage.close();
  }

  private static String partition(String action, String version) {
    return "{\"action\":\"%s\",\"deviceType\":\"vedge\",\"devices\":[%s]}"
        .formatted(action, EDGE.formatted(",\"version\":" + version));
  }

  private ActionOrder ordered(String path, String body) {
    HttpResponse<byte[]> answer = client.send("POST", ACTION + path, body);
    assertThat(answer.statusCode()).as(VmanageClient.text(answer)).isEqualTo(200);
    String id = json(answer).path("id").asText();
    // One release of the SDK reads it here.
    assertThat(json(answer).at("/data/id").asText()).isEqualTo(id);
    EntityId operation = ProcessId.parse(id).orElseThrow();
    ActionOrder order =
        vmanage.catalog.operations().find(operation).orElseThrow().action().orElseThrow();
    assertThat(ProcessId.of(order.action(), operation)).isEqualTo(id);
    return order;
  }

  private String refused(String path, String body) {
    HttpResponse<byte[]> answer = client.send("POST", ACTION + path, body);
    assertThat(answer.statusCode()).as(VmanageClient.text(answer)).isEqualTo(400);
    assertThat(json(answer).at("/error/code").asText()).startsWith("DEVICE");
    return json(answer).at("/error/details").asText();
  }

  @Test
  void anInstallationOfTheSdk() {
    ActionOrder order =
        ordered(
            "install",
            """
            {"action":"install","deviceType":"vedge","devices":[%s],"input":{"vEdgeVPN":0,
             "vSmartVPN":0,"family":"vedge","version":"20.6.3","versionType":"vmanage",
             "reboot":false,"sync":true,"data":null}}
            """
                .replace(",\"data\":null", "")
                .formatted(EDGE.formatted(",\"isNutellaMigration\":false")));
    assertThat(order.action()).isEqualTo(Action.INSTALL);
    assertThat(order.user()).isEqualTo("rw-user");
    assertThat(order.from()).isEqualTo("127.0.0.1");
    DeliveryOrder image = order.targets().getFirst().image().orElseThrow();
    assertThat(image.install()).isFalse();
    assertThat(image.link())
        .endsWith("/software/package/" + image.image() + "/viptela-20.6.3-x86_64.tar.gz");
    assertThat(order.targets().getFirst().versions()).containsExactly("20.6.3");
  }

  @Test
  void anInstallationWithDataInPlaceOfAVersion() {
    String id = vmanage.store.images().list().getFirst().id().value();
    ActionOrder order =
        ordered(
            "install",
            """
            {"action":"install","deviceType":"vedge","devices":[%s],"input":{"reboot":true,
             "versionType":"remote","data":[{"family":"c8000v","version":"%s","versionId":"%s",
             "remoteServerId":"x"}]}}
            """
                .formatted(EDGE.formatted(""), id, id));
    assertThat(order.targets().getFirst().image().orElseThrow().install()).isTrue();
  }

  @Test
  void theVersionOfTheFamilyOfTheDeviceIsInstalled() throws Exception {
    vmanage.store.published(
        new ImageFileName("viptela-20.9.1-x86_64.tar.gz"), vmanage.store.receive("20.9.1"));
    ActionOrder order =
        ordered(
            "install",
            """
            {"action":"install","deviceType":"vedge","devices":[%s],"input":{"reboot":false,
             "versionType":"vmanage","data":[{"family":"vedge-mips","version":"20.6.3"},
             {"family":"vedge-x86","version":"20.9.1"}]}}
            """
                .formatted(EDGE.formatted("")));
    assertThat(order.targets().getFirst().versions()).containsExactly("20.9.1");
  }

  @Test
  void theAuditNamesTheOperationOfAnAction() {
    ordered("changepartition", partition("changepartition", "\"20.3.0\""));
    EntityId operation = vmanage.managed.operations().unfinished().iterator().next();
    cancelAll();
    assertThat(vmanage.http.audited)
        .filteredOn(entry -> entry.path().contains("/device/action/"))
        .extracting(entry -> entry.operation().orElse(""))
        .containsExactly(operation.value(), operation.value());
  }

  @Test
  void partitionActionsOfTheSdkAndOfPlaybooks() {
    assertThat(ordered("changepartition", partition("changepartition", "\"20.3.0\"")).action())
        .isEqualTo(Action.CHANGE_PARTITION);
    String tasks = VmanageClient.text(client.get(ACTION + "status/tasks"));
    assertThat(tasks).contains("\"action\":\"changepartition\"").contains("\"rw-user\"");
    assertThat(json(client.get(ACTION + "status/tasks/activeCount")).at("/data/activeTaskCount"))
        .hasToString("1");
    cancelAll();
    assertThat(ordered("defaultpartition", partition("defaultpartition", "\"20.3.0\"")).action())
        .isEqualTo(Action.DEFAULT_PARTITION);
    cancelAll();
    assertThat(
            ordered("removepartition", partition("removepartition", "[\"20.3.0\",\"19.2.1\"]"))
                .targets()
                .getFirst()
                .versions())
        .containsExactly("20.3.0", "19.2.1");
  }

  private void cancelAll() {
    for (JsonNode task : json(client.get(ACTION + "status/tasks")).path("runningTasks")) {
      String id = task.path("processId").asText();
      assertThat(client.send("POST", ACTION + "status/cancel/" + id, "{}").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(refused("changepartition", partition("changepartition", "[\"1\",\"2\"]")))
        .contains("several versions");
    assertThat(refused("changepartition", partition("changepartition", "\"$(reboot)\"")))
        .contains("cannot be one");
    assertThat(refused("defaultpartition", partition("defaultpartition", "[]")))
        .contains("without a version");
    assertThat(
            refused(
                "changepartition",
                partition("changepartition", "\"1\"").replace("172.16.255.14", "172.16.255.99")))
        .contains("has the system IP 172.16.255.14 and not 172.16.255.99");
    assertThat(refused("changepartition", partition("removepartition", "\"1\"")))
        .isEqualTo(
            "action: this path is for changepartition and not for 'removepartition'; send"
                + " changepartition, or take the path of the other one");
    assertThat(
            refused(
                "install",
                "{\"deviceType\":\"vedge\",\"devices\":[" + EDGE.formatted("") + "],\"input\":{}}"))
        .contains("input: send version");
    assertThat(
            refused(
                "install",
                "{\"deviceType\":\"vedge\",\"devices\":["
                    + EDGE.formatted("")
                    + "],\"input\":{\"version\":\"20.6.3\",\"actionStartMillis\":4102444800000}}"))
        .contains("an action begins when it is ordered");
    assertThat(
            refused(
                "install",
                "{\"deviceType\":\"vedge\",\"actionStartMillis\":4102444800000,\"devices\":["
                    + EDGE.formatted("")
                    + "],\"input\":{\"version\":\"20.6.3\"}}"))
        .contains("an action begins when it is ordered");
    assertThat(
            refused(
                "changepartition",
                partition("changepartition", "\"20.3.0\"")
                    .replaceFirst("\\{", "{\"actionStartMillis\":4102444800000,")))
        .contains("an action begins when it is ordered");
    assertThat(
            refused(
                "changepartition",
                partition("changepartition", "\"20.3.0\"")
                    .replaceFirst("\\{", "{\"actionStart\":\"2099-01-01 02:00\",")))
        .contains("actionStart: an action begins when it is ordered");
    ordered("defaultpartition", partition("defaultpartition", "\"20.6.3\""));
    assertThat(refused("changepartition", partition("changepartition", "\"20.3.0\"")))
        .contains("is being worked on");
  }

  @Test
  void whoMayOnlyReadOrHasNoTokenChangesNothing() {
    String body = partition("changepartition", "\"20.3.0\"");
    assertThat(vmanage.reader().send("POST", ACTION + "changepartition", body).statusCode())
        .isEqualTo(403);
    assertThat(client.withoutToken().send("POST", ACTION + "changepartition", body).statusCode())
        .isEqualTo(403);
    assertThat(vmanage.client().get(ACTION + "status/tasks").statusCode()).isEqualTo(401);
    assertThat(json(client.get(ACTION + "status/tasks")).path("runningTasks")).isEmpty();
  }

  @Test
  void theStateHasTheTypesThatClientsRead() {
    ordered("changepartition", partition("changepartition", "\"20.3.0\""));
    String id = json(client.get(ACTION + "status/tasks")).at("/runningTasks/0/processId").asText();
    JsonNode status = json(vmanage.reader().get(ACTION + "status/" + id));
    assertThat(status.at("/data/0/status").asText()).isEqualTo("In progress");
    assertThat(status.at("/data/0/activity").isArray()).isTrue();
    assertThat(status.at("/data/0/actionConfig").isTextual()).isTrue();
    assertThat(status.at("/data/0/uuid").asText()).isEqualTo("C8K-1b2f876a-33");
    assertThat(status.at("/summary/startTime").isTextual()).isTrue();
    assertThat(status.at("/summary/status").asText()).isEqualTo("in_progress");
    assertThat(status.at("/validation/startTime").isIntegralNumber()).isTrue();
    assertThat(status.path("isCancelEnabled").asBoolean()).isTrue();

    cancelAll();
    JsonNode cancelled = json(client.get(ACTION + "status/" + id));
    assertThat(cancelled.at("/data/0/statusId").asText()).isEqualTo("failure");
    assertThat(cancelled.at("/data/0/currentActivity").asText())
        .contains("Nothing was changed on the device");
    assertThat(cancelled.at("/summary/status").asText()).isEqualTo("done");
  }

  @Test
  void anUnknownActionIsNotFound() {
    EntityId collection = vmanage.managed.collection("sw9");
    for (String id :
        List.of(
            "change_partition-1",
            ProcessId.of(Action.INSTALL, new EntityId("0".repeat(24))),
            ProcessId.of(Action.INSTALL, collection))) {
      assertThat(client.get(ACTION + "status/" + id).statusCode()).as(id).isEqualTo(404);
      assertThat(client.send("POST", ACTION + "status/cancel/" + id, "{}").statusCode())
          .as(id)
          .isEqualTo(404);
    }
  }
}
