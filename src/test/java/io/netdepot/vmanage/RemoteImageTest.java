package io.netdepot.vmanage;

import static io.netdepot.vmanage.ImageFixture.SERVERS;
import static io.netdepot.vmanage.ImageFixture.SOFTWARE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteImageTest {
  private static final String URL = "http://images.example/abc.bin";

  private ImageFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    depot = new ImageFixture(folder);
  }

  @AfterEach
  void stop() throws Exception {
    depot.close();
  }

  private static String ofUrl(String url) {
    return "{\"versionName\":\"16.3.1\",\"versionURL\":\"" + url + "\"}";
  }

  private static String ofServer(String server, String file) {
    return "{\"remoteServerId\":\"" + server + "\",\"fileName\":\"" + file + "\"}";
  }

  private Image only() {
    assertThat(depot.store.images().list()).hasSize(1);
    return depot.store.images().list().getFirst();
  }

  @Test
  void takesTheBodyOfOldClients() {
    depot.done("POST", SOFTWARE, ofUrl(URL));
    assertThat(only().details().versionName()).isEqualTo("16.3.1");
    assertThat(only().origin()).isEqualTo(new ImageOrigin.Url(URL));
    depot.done("POST", SOFTWARE, ofUrl(URL));
    assertThat(only().fileName()).isEqualTo("abc.bin");
  }

  @Test
  void takesTheBodyOfNewClients() {
    String server = depot.server("lab");
    depot.done(
        "POST",
        SOFTWARE,
        """
        {"remoteServerId":"%s","fileName":"c8000v-universalk9.17.09.04a.SPA.bin","cwVersion":null,
         "isPatch":false,"smuDefectId":null,"smuType":"base","versionURL":null}
        """
            .formatted(server));
    assertThat(only().origin())
        .isEqualTo(new ImageOrigin.Server(ServerId.parse(server).orElseThrow()));
    assertThat(only().details().versionName()).isEqualTo("17.09.04a");
    assertThat(only().details().platformFamily()).containsExactly("c8000v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                         | versionName and versionURL",
        "{\"versionName\":\"1\"}                                     | versionName and versionURL",
        "{\"versionURL\":\"http://images.example/abc.bin\"}          | versionName and versionURL",
        "{\"versionName\":\"1\",\"versionURL\":\"ftp://a/b.bin\"}    | scheme is not one of http, https, scp and sftp",
        "{\"versionName\":\"1\",\"versionURL\":\"http://a/..%2f\"}   | is a path",
        "{\"versionName\":\"1\",\"versionURL\":\"http://u:p@a/b\"}   | login in the URL",
        "{\"versionName\":\"1\",\"versionURL\":\"no url\"}           | It is not a URL",
        "{\"versionName\":\"--\",\"versionURL\":\"http://a/b.bin\"}  | versionName: '--' means",
      })
  void saysWhatIsWrong(String body, String expected) {
    JsonNode error = depot.refused(400, "IMAGE0004", "POST", SOFTWARE, body);
    assertThat(error.get("details").asText()).contains(expected).doesNotContain("u:p");
    assertThat(depot.list()).isEmpty();
  }

  @Test
  void refusesAServerOrAFileThatCannotBe() {
    String server = depot.server("lab");
    depot.refused(400, "REMOTE0001", "POST", SOFTWARE, ofServer("x", "a.bin"));
    depot.refused(
        400, "REMOTE0001", "POST", SOFTWARE, ofServer(ServerId.random().value(), "a.bin"));
    depot.refused(400, "IMAGE0004", "POST", SOFTWARE, ofServer(server, "../a.bin"));
    depot.refused(400, "IMAGE0004", "POST", SOFTWARE, "{\"remoteServerId\":\"" + server + "\"}");
  }

  @Test
  void aNameIsGivenOnce() throws Exception {
    Image image = depot.uploaded("abc.bin", "content");
    JsonNode error = depot.refused(400, "IMAGE0002", "POST", SOFTWARE, ofUrl(URL));
    assertThat(error.get("details").asText())
        .contains("already exists")
        .contains(image.id().value());
  }

  @Test
  void theSameAddressAgainTakesTheNewVersion() {
    depot.done("POST", SOFTWARE, ofUrl(URL));
    depot.done("POST", SOFTWARE, "{\"versionName\":\"16.3.9\",\"versionURL\":\"" + URL + "\"}");
    assertThat(only().details().versionName()).isEqualTo("16.3.9");
    String path = SOFTWARE + "/" + only().id();
    depot.refused(400, "IMAGE0004", "PUT", path, "{\"versionName\":\"--\"}");
    String metadata = SOFTWARE + "/package/" + only().id() + "/metadata";
    depot.refused(400, "IMAGE0004", "PUT", metadata, "{\"versionName\":\"--\"}");
    assertThat(only().details().versionName()).isEqualTo("16.3.9");
  }

  @Test
  void saysWhichTypesAFieldMayHave() {
    assertThat(depot.http.send("POST", SOFTWARE, "{\"versionName\":7}").body())
        .asString(StandardCharsets.UTF_8)
        .contains("versionName: must be a string or null, not a number");
  }

  @Test
  void changesTheVersionAndTheAddress() {
    depot.done("POST", SOFTWARE, ofUrl(URL));
    String path = SOFTWARE + "/" + only().id();
    depot.done("PUT", path, "{\"versionName\":\"16.3.2\"}");
    assertThat(only().details().versionName()).isEqualTo("16.3.2");
    depot.done("PUT", path, "{\"versionURL\":\"https://other.example/new.bin\"}");
    assertThat(only().fileName()).isEqualTo("new.bin");
    assertThat(only().details().versionName()).isEqualTo("16.3.2");
    depot.refused(400, "IMAGE0004", "PUT", path, "{\"versionURL\":\"http://images.example/all/\"}");
  }

  @Test
  void takesBackWhatItSaid() throws Exception {
    Image image = depot.uploaded("abc.bin", "content");
    JsonNode listed = depot.list().get(0);
    depot.done(
        "PUT",
        SOFTWARE + "/" + image.id(),
        "{\"versionName\":%s,\"versionURL\":%s}"
            .formatted(listed.get("versionName"), listed.get("versionURL")));
    assertThat(depot.list().get(0).get("versionURL")).isEqualTo(listed.get("versionURL"));
    depot.refused(400, "IMAGE0004", "PUT", SOFTWARE + "/" + image.id(), ofUrl(URL));
  }

  @Test
  void movesAnImageToAnotherServer() {
    String first = depot.server("one");
    String second = depot.server("two");
    depot.done("POST", SOFTWARE, ofServer(first, "abc.bin"));
    String path = SOFTWARE + "/remoteserver/" + only().id();
    assertThat(depot.get(path).toString())
        .isEqualTo(
            "{\"remoteServers\":[{\"remoteServerId\":\"%s\",\"ImageRelativePath\":\"/abc.bin\"}]}"
                .formatted(first));
    depot.done("PUT", path, depot.get(path).toString().replace(first, second));
    assertThat(depot.get(path).toString()).contains(second);
    depot.done("PUT", SOFTWARE + "/" + only().id(), ofServer(first, "def.bin"));
    assertThat(depot.get(path).toString()).contains(first).contains("/def.bin");
    String list = "{\"remoteServers\":[{\"remoteServerId\":\"%s\",\"imageRelativePath\":\"%s\"}]}";
    depot.refused(400, "IMAGE0004", "PUT", path, list.formatted(second, "/other/def.bin"));
    depot.refused(400, "REMOTE0001", "PUT", path, list.formatted(ServerId.random(), "/def.bin"));
  }

  @Test
  void anImageWithoutAServerComesFromNone() throws Exception {
    Image image = depot.uploaded("abc.bin", "content");
    String path = SOFTWARE + "/remoteserver/" + image.id();
    assertThat(depot.get(path).toString()).isEqualTo("{\"remoteServers\":[]}");
    depot.refused(
        400,
        "IMAGE0004",
        "PUT",
        path,
        "{\"remoteServers\":[{\"remoteServerId\":\"" + depot.server("lab") + "\"}]}");
  }

  @Test
  void deletes() throws Exception {
    Image image = depot.uploaded("abc.bin", "content");
    depot.done("DELETE", SOFTWARE + "/" + image.id(), "");
    assertThat(depot.list()).isEmpty();
    depot.refused(404, "IMAGE0001", "DELETE", SOFTWARE + "/" + image.id(), "");
  }

  @Test
  void deletesTheContentThatIfMatchNamesOnly() throws Exception {
    Image image = depot.uploaded("abc.bin", "content");
    String tag = "\"sha256-" + image.content().orElseThrow().digest().hex() + "\"";
    assertThat(delete(image.id().value(), "\"sha256-0\"")).isEqualTo(412);
    assertThat(delete(image.id().value(), "W/" + tag)).isEqualTo(412);
    assertThat(depot.list()).hasSize(1);
    assertThat(delete(image.id().value(), "\"other\", " + tag)).isEqualTo(200);
    assertThat(depot.list()).isEmpty();
    assertThat(delete(image.id().value(), "*")).isEqualTo(404);
    depot.done("POST", SOFTWARE, ofServer(depot.server("lab"), "abc.bin"));
    assertThat(delete(only().id().value(), "*")).as("nothing of it is here").isEqualTo(412);
  }

  private int delete(String id, String tags) {
    return depot
        .http
        .send(depot.http.request(SOFTWARE + "/" + id).header("If-Match", tags).DELETE())
        .statusCode();
  }

  @ParameterizedTest
  @CsvSource({"x", "a6a9ce11-e23d-4c88-88f4-e166b69e149", "%00", "a%2Fb"})
  void anUnknownIdIsNotFound(String id) {
    JsonNode error = depot.refused(404, "IMAGE0001", "DELETE", SOFTWARE + "/" + id, "");
    assertThat(error.get("details").isTextual()).isTrue();
    depot.refused(404, "IMAGE0001", "PUT", SOFTWARE + "/" + id, "{}");
  }

  @Test
  void anIdIsTakenInEitherCase() throws Exception {
    Image image = depot.uploaded("abc.bin", "content");
    String upper = image.id().value().toUpperCase(Locale.ROOT);
    assertThat(depot.get(SOFTWARE + "/package/" + upper + "/metadata").get("vendor")).isNotNull();
  }

  @Test
  void showsAndChangesMetadata() throws Exception {
    Image image = depot.uploaded("viptela-20.6.3-x86_64.tar.gz", "content");
    String path = SOFTWARE + "/package/" + image.id() + "/metadata";
    JsonNode metadata = depot.get(path);
    assertThat(metadata.get("checksumType").asText()).isEqualTo("SHA-256");
    assertThat(metadata.get("checksum").asText())
        .isEqualTo(image.content().orElseThrow().digest().hex());
    depot.done("PUT", path, metadata.toString());
    assertThat(depot.get(path)).isEqualTo(metadata);
    depot.done(
        "PUT",
        path,
        "{\"vendor\":\"Ours\",\"description\":\"für \\\"das\\\" Labor\",\"tags\":[\"a,b\",\"c\"],"
            + "\"networkFunctionType\":\"FIREWALL\",\"versionName\":\"21\",\"checksum\":\"\"}");
    JsonNode changed = depot.get(path);
    assertThat(changed.get("vendor").asText()).isEqualTo("Ours");
    assertThat(changed.get("description").asText()).isEqualTo("für \"das\" Labor");
    assertThat(changed.get("tags").toString()).isEqualTo("[\"a,b\",\"c\"]");
    assertThat(changed.get("networkFunctionType").asText()).isEqualTo("FIREWALL");
    assertThat(changed.get("versionName").asText()).isEqualTo("21");
    assertThat(changed.get("checksum")).isEqualTo(metadata.get("checksum"));
  }

  @Test
  void aChecksumCannotBeSet() throws Exception {
    Image image = depot.uploaded("abc.bin", "content");
    String path = SOFTWARE + "/package/" + image.id() + "/metadata";
    depot.refused(400, "IMAGE0004", "PUT", path, "{\"checksum\":\"" + "a".repeat(64) + "\"}");
    depot.done("PUT", path, "{\"checksumType\":\"MD5\",\"checksum\":\"" + "a".repeat(32) + "\"}");
    depot.refused(
        404, "IMAGE0001", "GET", SOFTWARE + "/package/" + ImageId.random() + "/metadata", "");
  }

  @Test
  void keepsRemoteServersAndNeverShowsAPassword() {
    String id = depot.server("lab");
    String path = SERVERS + "/" + id;
    assertThat(depot.get(path).toString())
        .contains("\"remoteServerName\":\"lab\"")
        .contains("\"remoteServerPort\":22")
        .doesNotContain("data")
        .doesNotContain("hunter2");
    assertThat(depot.get(SERVERS).toString()).doesNotContain("hunter2").contains("\"header\"");
    // What the SDK's typed call sends: nothing of a server.
    depot.done(
        "PUT",
        path,
        "{\"fileName\":\"a.bin\",\"remoteServerId\":\"" + id + "\",\"smuType\":\"base\"}");
    depot.done("PUT", path, "{\"remoteServerName\":\"lab 2\",\"imageLocationPrefix\":\"/all\"}");
    JsonNode changed = depot.get(path);
    assertThat(changed.get("remoteServerName").asText()).isEqualTo("lab 2");
    assertThat(changed.get("imageLocationPrefix").asText()).isEqualTo("/all");
    assertThat(changed.get("remoteServerUser").asText()).isEqualTo("images");
    assertThat(
            depot
                .store
                .servers()
                .login(ServerId.parse(id).orElseThrow())
                .orElseThrow()
                .password()
                .orElseThrow()
                .reveal())
        .isEqualTo("hunter2-8Xz");
    depot.done("DELETE", path, "");
    depot.refused(404, "REMOTE0001", "GET", path, "");
    depot.refused(404, "REMOTE0001", "PUT", path, "{}");
    depot.refused(404, "REMOTE0001", "DELETE", path, "");
    depot.refused(404, "REMOTE0001", "GET", SERVERS + "/x", "");
  }

  @Test
  void aServerHasTheVendorsDefaults() {
    depot.done(
        "POST", SERVERS, "{\"remoteServerName\":\"a\",\"remoteServerUrl\":\"files.example\"}");
    JsonNode server = depot.get(SERVERS).at("/data/0");
    assertThat(server.get("remoteServerProtocol").asText()).isEqualTo("FTP");
    assertThat(server.get("remoteServerPort").intValue()).isEqualTo(21);
    assertThat(server.get("remoteServerVPN").intValue()).isZero();
    assertThat(server.get("imageLocationPrefix").asText()).isEqualTo("/");
    assertThat(server.get("remoteServerUser").asText("none")).isEmpty();
  }

  @Test
  void refusesServersThatConfuse() {
    String id = depot.server("lab");
    depot.server("other");
    depot.refused(
        400,
        "REMOTE0002",
        "POST",
        SERVERS,
        "{\"remoteServerName\":\"lab\",\"remoteServerUrl\":\"a\"}");
    depot.refused(400, "REMOTE0002", "PUT", SERVERS + "/" + id, "{\"remoteServerName\":\"other\"}");
    depot.refused(
        400,
        "IMAGE0004",
        "POST",
        SERVERS,
        "{\"remoteServerName\":\"vmanage\",\"remoteServerUrl\":\"a\"}");
    depot.done("POST", SOFTWARE, ofServer(id, "abc.bin"));
    depot.refused(400, "REMOTE0003", "DELETE", SERVERS + "/" + id, "");
    depot.refused(
        400,
        "DEPOT0400",
        "POST",
        SERVERS,
        "{\"remoteServerName\":\"x\",\"remoteServerUrl\":\"user@host\"}");
    depot.refused(
        400,
        "IMAGE0004",
        "POST",
        SERVERS,
        "{\"remoteServerName\":\"x\",\"remoteServerUrl\":\"host:99\"}");
    depot.refused(
        400, "IMAGE0004", "PUT", SERVERS + "/" + id, "{\"imageLocationPrefix\":\"../..\"}");
  }
}
