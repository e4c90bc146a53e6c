package io.netdepot.vmanage;

import static io.netdepot.vmanage.ImageFixture.SOFTWARE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.images.ImageFileName;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageListTest {
  private static final String EDGE = "viptela-20.6.3-x86_64.tar.gz";
  private static final String ROUTER =
      "isr4200-universalk9_ias.17.09.01.0.155356_V17_9_0_8.SSA.bin";

  private ImageFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    depot = new ImageFixture(folder);
  }

  @AfterEach
  void stop() throws Exception {
    depot.close();
  }

  private static List<String> files(JsonNode data) {
    List<String> names = new ArrayList<>();
    data.forEach(image -> names.add(image.get("availableFiles").asText()));
    return names;
  }

  @Test
  void anEmptyListHasItsEnvelope() {
    JsonNode list = depot.get(SOFTWARE);
    assertThat(list.get("data").isArray()).isTrue();
    assertThat(list.get("data")).isEmpty();
    assertThat(list.at("/header/viewKeys/uniqueKey/0").asText()).isEqualTo("versionId");
    assertThat(list.at("/header/generatedOn").isIntegralNumber()).isTrue();
  }

  @Test
  void writesEveryFieldWithTheTypeThatClientsTake() throws Exception {
    Image image = depot.uploaded(ROUTER, "content");
    JsonNode wire = depot.list().get(0);
    String id = image.id().value();
    String sha256 = image.content().map(ImageContent::digest).orElseThrow().hex();
    assertThat(wire.get("versionId").asText()).isEqualTo(id);
    assertThat(wire.get("versionName").asText()).isEqualTo("17.09.01.0.155356");
    assertThat(wire.get("versionType").asText()).isEqualTo("vmanage");
    assertThat(wire.get("versionTypeName").asText()).isEqualTo("software");
    assertThat(wire.get("versionURL").asText())
        .isEqualTo("http://127.0.0.1:" + depot.http.port() + "/software/package/" + id + "/");
    assertThat(wire.get("availableFiles").asText()).isEqualTo(ROUTER);
    assertThat(wire.get("updatedOn").longValue()).isEqualTo(image.updatedAt().toEpochMilli());
    assertThat(wire.get("platformFamily").isArray()).isTrue();
    assertThat(wire.at("/platformFamily/0").asText()).isEqualTo("isr4200");
    assertThat(wire.get("imageType").asText()).isEqualTo("software");
    assertThat(wire.get("networkFunctionType").asText()).isEqualTo("ROUTER");
    assertThat(wire.get("vendor").asText()).isEqualTo("Cisco");
    assertThat(wire.get("cwVersion").asText()).isEqualTo("17.09.01");
    assertThat(wire.get("fileNameMap").asText()).isEqualTo("{" + id + "=" + ROUTER + "}");
    assertThat(wire.get("versionIdMap").asText()).isEqualTo("{" + ROUTER + "=" + id + "}");
    assertThat(wire.get("checksumMap").asText()).isEqualTo("{" + ROUTER + "=" + sha256 + "}");
    assertThat(wire.get("imagePropertiesJson").asText("none")).isEmpty();
    assertThat(wire.get("@rid").isInt()).isTrue();
    assertThat(wire.has("remoteServerId")).isFalse();
    // What clients read without looking whether it is there, as text.
    for (String field : List.of("availableFiles", "versionName", "versionId", "fileNameMap")) {
      assertThat(wire.get(field).isTextual()).as(field).isTrue();
    }
  }

  @Test
  void linksBeginWithTheAddressForDevices(@TempDir Path folder) throws Exception {
    try (ImageFixture other =
        new ImageFixture(folder, Optional.of(URI.create("http://depot.example:8081/")))) {
      Image image = other.uploaded(EDGE, "content");
      assertThat(other.list().get(0).get("versionURL").asText())
          .isEqualTo("http://depot.example:8081/software/package/" + image.id() + "/");
    }
  }

  @Test
  void aRemoteImageShowsWhereItIsUntilItIsHere() throws Exception {
    String url = "https://images.example/viptela-20.9.1-x86_64.tar.gz";
    depot.done("POST", SOFTWARE, "{\"versionName\":\"20.9.1\",\"versionURL\":\"" + url + "\"}");
    JsonNode elsewhere = depot.list().get(0);
    assertThat(elsewhere.get("versionType").asText()).isEqualTo("remote");
    assertThat(elsewhere.get("versionURL").asText()).isEqualTo(url);
    assertThat(elsewhere.get("checksumMap").asText()).isEqualTo("{}");
    Image image = depot.store.images().list().getFirst();
    depot.store.images().mirror(image, depot.store.receive("content"), false);
    JsonNode here = depot.list().get(0);
    assertThat(here.get("versionId")).isEqualTo(elsewhere.get("versionId"));
    assertThat(here.get("@rid")).isEqualTo(elsewhere.get("@rid"));
    assertThat(here.get("versionType").asText()).isEqualTo("vmanage");
    assertThat(here.get("versionURL").asText()).endsWith("/software/package/" + image.id() + "/");
    assertThat(here.get("checksumMap").asText()).contains("=");
  }

  @Test
  void anImageOfAServerKeepsTheServersNameAsItsType() throws Exception {
    String server = depot.server("site 1");
    depot.done(
        "POST", SOFTWARE, "{\"remoteServerId\":\"" + server + "\",\"fileName\":\"abc.bin\"}");
    JsonNode elsewhere = depot.list().get(0);
    assertThat(elsewhere.get("versionType").asText()).isEqualTo("site 1");
    assertThat(elsewhere.get("remoteServerId").asText()).isEqualTo(server);
    assertThat(elsewhere.get("versionURL").asText()).isEqualTo("scp://10.20.0.9:22/images/");
    Image image = depot.store.images().list().getFirst();
    depot.store.images().mirror(image, depot.store.receive("content"), false);
    JsonNode here = depot.list().get(0);
    assertThat(here.get("versionType").asText()).isEqualTo("site 1");
    assertThat(here.get("remoteServerId").asText()).isEqualTo(server);
    assertThat(here.get("versionURL").asText()).endsWith("/software/package/" + image.id() + "/");
  }

  @Test
  void aRepositoryIsListedBesideItsFiles() throws Exception {
    depot.done(
        "POST",
        SOFTWARE,
        "{\"versionName\":\"all\",\"versionURL\":\"http://images.example/all/\"}");
    Image source = depot.store.images().list().getFirst();
    depot
        .store
        .images()
        .register()
        .addFound(source.id(), name(EDGE), "http://images.example/all/" + EDGE);
    assertThat(files(depot.list())).containsExactly(EDGE, "");
    JsonNode repository = depot.list().get(1);
    assertThat(repository.get("versionURL").asText()).isEqualTo("http://images.example/all/");
    assertThat(repository.get("versionType").asText()).isEqualTo("remote");
    assertThat(depot.list().get(0).get("versionURL").asText())
        .isEqualTo("http://images.example/all/" + EDGE);
  }

  private static ImageFileName name(String text) {
    return new ImageFileName(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2",
    "?imageType=software, 2",
    "?imageType=software&imageType=virtualmachine, 3",
    "?imageType=virtualmachine, 1",
    "?imageType=lxc, 0",
    "?vnfType=ROUTER, 1",
    "?vnfType=FIREWALL, 0",
    "?imageType=software&nocache=1594058538, 2"
  })
  void filtersByTypeAndFunction(String query, int expected) throws Exception {
    depot.uploaded(EDGE, "content");
    depot.uploaded("abc.bin", "other");
    depot
        .store
        .images()
        .publish(name("vm.qcow2"), "virtualmachine", depot.store.receive("machine"));
    assertThat(depot.get(SOFTWARE + "/images" + query).get("data")).hasSize(expected);
    assertThat(depot.list()).hasSize(3);
  }

  @Test
  void refusesATypeThatIsNone() {
    depot.refused(400, "DEPOT0400", "GET", SOFTWARE + "/images?imageType=hardware", "");
  }

  @Test
  void countsFiles() throws Exception {
    String count = SOFTWARE + "/package/imageCount";
    assertThat(depot.get(count).get("imageCount").intValue()).isZero();
    depot.uploaded(EDGE, "content");
    depot.uploaded(ROUTER, "other");
    depot.store.images().register().addUrl("http://images.example/all/", "all");
    assertThat(depot.get(count).toString()).isEqualTo("{\"imageCount\":2}");
    assertThat(depot.get(count + "?imageType=virtualmachine").get("imageCount").intValue())
        .isZero();
  }

  @Test
  void listsVersions() throws Exception {
    depot.uploaded(EDGE, "content");
    depot.uploaded("viptela-20.6.3-mips64.tar.gz", "content");
    Image manager = depot.uploaded("vmanage-20.6.3.1-x86_64.tar.gz", "content");
    assertThat(depot.get(SOFTWARE + "/version").toString())
        .isEqualTo("{\"data\":[{\"version\":\"20.6.3.1\"},{\"version\":\"20.6.3\"}]}");
    assertThat(depot.get(SOFTWARE + "/vedge/version").get("data")).hasSize(2);
    assertThat(depot.get(SOFTWARE + "/vedge/version").toString())
        .doesNotContain(manager.id().value());
  }

  @Test
  void listsTheImagesOfEachFamily() throws Exception {
    depot.uploaded(EDGE, "content");
    String server = depot.server("site 1");
    depot.done(
        "POST",
        SOFTWARE,
        "{\"remoteServerId\":\"%s\",\"fileName\":\"cba.bin\",\"platformFamily\":\"ir1101\"}"
            .formatted(server));
    JsonNode families = depot.get(SOFTWARE + "/ztp/version").get("data");
    JsonNode remote = family(families, "ir1101").get(0);
    assertThat(remote.get("name").asText()).isEqualTo("cba.bin");
    assertThat(remote.get("remoteServerPort").asText()).isEqualTo("22");
    assertThat(remote.get("remoteServerPort").isTextual()).isTrue();
    assertThat(remote.get("remoteServerVPN").isTextual()).isTrue();
    assertThat(remote.get("versionType").asText()).isEqualTo("site 1");
    assertThat(family(families, "vedge-x86").get(0).has("remoteServerId")).isFalse();
    assertThat(family(families, "vedge-mips")).isEmpty();
  }

  private static JsonNode family(JsonNode families, String name) {
    for (JsonNode family : families) {
      if (family.get("platformFamily").asText().equals(name)) {
        return family.get("versions");
      }
    }
    throw new AssertionError("No family " + name);
  }

  @Test
  void tellsTheProperties() throws Exception {
    Image image = depot.uploaded(EDGE, "content");
    JsonNode properties =
        depot
            .get(SOFTWARE + "/imageProperties/" + image.id())
            .at("/data/0/imagePropertiesJson/image_properties");
    assertThat(properties.get("name").asText()).isEqualTo(EDGE);
    assertThat(properties.get("version").asText()).isEqualTo("20.6.3");
    assertThat(properties.get("arch").asText()).isEqualTo("x86_64");
    assertThat(properties.get("vnf_type").asText()).isEqualTo("ROUTER");
    depot.refused(404, "IMAGE0001", "GET", SOFTWARE + "/imageProperties/x", "");
  }

  @ParameterizedTest
  @CsvSource({
    "/vnfproperties/a6a9ce11-e23d-4c88-88f4-e166b69e1493",
    "/pnfproperties/router",
    "/package/custom/file/a6a9ce11-e23d-4c88-88f4-e166b69e1493",
    "/remoteimages/all"
  })
  void whatIsNotThereIsAnsweredInTheVendorsShape(String path) {
    depot.refused(404, "DEPOT0404", "GET", SOFTWARE + path, "");
  }
}
