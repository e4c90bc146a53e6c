package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingChecksTest {
  private final Path folder;

  SettingChecksTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Settings load(String... overrides) throws InvalidSettings {
    return new SettingsLoader(folder, folder, Map.of())
        .load(
            Optional.empty(),
            Stream.of(overrides)
                .map(text -> text.split("=", 2))
                .map(pair -> new SettingOverride(pair[0], pair[1], "--set"))
                .toList());
  }

  private List<String> problems(String... overrides) {
    return catchThrowableOfType(InvalidSettings.class, () -> load(overrides)).problems();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "::", "depot.example", "127.0.0.1.example"})
  void plainHttpIsRefusedOutsideLoopback(String host) {
    assertThat(problems("http.host=" + host))
        .singleElement()
        .asString()
        .startsWith("http.host (--set): " + host + " is not a loopback address")
        .contains("http.tls=self-signed", "http.allow-plain=true");
  }

  @Test
  void jolokiaIsRefusedOutsideLoopback() throws Exception {
    assertThat(problems("management.jolokia=true", "management.host=10.0.0.1"))
        .singleElement()
        .asString()
        .startsWith("management.host (--set): 10.0.0.1 is not a loopback address")
        .contains("management.jolokia", "http.allow-plain=true");
    load("management.host=10.0.0.1");
    load("management.jolokia=true", "management.host=::1");
    load("management.jolokia=true", "management.host=10.0.0.1", "http.allow-plain=true");
    load("management.jolokia=true", "management.host=10.0.0.1", "management.enabled=false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/x", "/proc/x/y", "file", "file/x"})
  void theInboxHasToBeAFolderThatCanBeWritten(String directory) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(problems("images.inbox=true", "images.inbox-directory=" + directory))
        .singleElement()
        .asString()
        .startsWith(
            "images.inbox-directory (--set) names '" + folder.resolve(directory) + "', which")
        .contains("cannot be written or made", "images.inbox=false");
    assertThat(file).isEmptyFile();
    assertThatCode(() -> load("images.inbox-directory=" + directory)).doesNotThrowAnyException();
  }

  @Test
  void theInboxIsNotWithinTheDataDirectory() throws Exception {
    Path data = Files.createDirectory(folder.resolve("store"));
    Files.createSymbolicLink(folder.resolve("link"), data);
    for (String directory : List.of("store", "store/spool/x", "link/inbox", "other/../store")) {
      assertThat(problems("data=store", "images.inbox=true", "images.inbox-directory=" + directory))
          .singleElement()
          .asString()
          .contains("within the data directory", "outside '" + data + "'");
    }
    assertThatCode(() -> load("data=store", "images.inbox=true", "images.inbox-directory=store-in"))
        .doesNotThrowAnyException();
    assertThat(folder.resolve("store-in")).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**/.netdepot*");
  }

  @Test
  void anUploadMayNotStallForSoLongThatItsConnectionIsClosed() throws Exception {
    assertThat(problems("images.upload-stall=101 s"))
        .singleElement()
        .asString()
        .contains("images.upload-stall", "a length of time from 1 ms to 100 s");
    assertThat(load("images.upload-stall=100 s").uploads().stall())
        .isEqualTo(UploadSettings.LONGEST_STALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"})
  void plainHttpIsServedOnLoopback(String host) {
    assertThatCode(() -> load("http.host=" + host)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.tls=self-signed", "http.allow-plain=true"})
  void theNetworkIsServedWhenToldSo(String how) {
    assertThatCode(() -> load("http.host=0.0.0.0", how)).doesNotThrowAnyException();
  }

  @Test
  void tlsFilesComeTogether() throws IOException {
    Files.writeString(folder.resolve("chain.pem"), "");
    assertThat(problems("http.tls=files", "http.tls-certificate=chain.pem"))
        .containsExactly(
            "http.tls (--set): files needs both http.tls-certificate and http.tls-key.");
    assertThat(problems("http.tls-certificate=chain.pem"))
        .singleElement()
        .asString()
        .contains("is used with http.tls=files only");
  }

  @Test
  void tlsFilesMustBeReadable() {
    assertThat(problems("http.tls=files", "http.tls-certificate=a.pem", "http.tls-key=b.pem"))
        .hasSize(2)
        .allMatch(problem -> problem.endsWith("which is not there or cannot be read."));
  }

  @Test
  void theTwoListenersHavePortsOfTheirOwn() throws Exception {
    assertThat(problems("management.port=8080"))
        .singleElement()
        .asString()
        .contains("management.port (--set) and http.port (default) are both 8080");
    assertThat(load("http.port=0", "management.port=0").management().port()).isZero();
    load("management.port=8080", "management.enabled=false");
  }

  @Test
  void theListenerForDevicesHasAPortOfItsOwn() throws Exception {
    assertThat(problems("device-http.port=8080"))
        .containsExactly(
            "device-http.port (--set) and http.port (default) are both 8080; give each a port of"
                + " its own.");
    assertThat(problems("device-http.port=9876"))
        .singleElement()
        .asString()
        .contains("management.port (default) are both 9876");
    load("device-http.port=9876", "management.enabled=false");
    load("device-http.port=0", "http.port=0");
  }

  @Test
  void aReceiverSaysWhereSwitchesFindIt() throws Exception {
    assertThat(problems("receiver.port=2022", "receiver.host=0.0.0.0"))
        .containsExactly(
            "receiver.host (--set): no switch can push to 0.0.0.0; set receiver.address to our own"
                + " address as the switches see it.");
    load("receiver.port=2022", "receiver.host=0.0.0.0", "receiver.address=192.0.2.7");
    load("receiver.host=0.0.0.0");
  }

  @Test
  void everyTransferHasAConnection() {
    assertThat(problems("ssh.connections=8"))
        .containsExactly(
            "ssh.connections (--set) is 8, less than ssh.transfers (default), which is 16; every"
                + " transfer needs a connection.");
  }

  @Test
  void aRuleWaitsUntilItsValuesCanBeRead() {
    assertThat(problems("http.host=0.0.0.0", "http.tls=maybe")).hasSize(1);
  }
}
