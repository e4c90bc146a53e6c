package io.netdepot.imagesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.ServerId;
import io.netdepot.source.SourceFailure;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

  private static RemoteServer server(
      String host, RemoteServer.Protocol protocol, int port, String prefix) {
    return new RemoteServer(
        ServerId.random(),
        "lab",
        host,
        protocol,
        port,
        0,
        "reader",
        Optional.empty(),
        prefix,
        Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "images.example, HTTP, 80, /, http://images.example/a.bin",
    "images.example, HTTP, 8080, /nvos/, http://images.example:8080/nvos/a.bin",
    "https://images.example/, HTTP, 443, nvos, https://images.example/nvos/a.bin",
    "http://images.example:81, HTTP, 80, '', http://images.example:81/a.bin",
    "2001:db8::1, HTTP, 8080, /, http://[2001:db8::1]:8080/a.bin",
    "[2001:db8::1]:81, HTTP, 8080, /, http://[2001:db8::1]:81/a.bin",
    "10.0.0.1, SCP, 22, /srv/images, scp://10.0.0.1/srv/images/a.bin",
    "10.0.0.1, SCP, 2222, /a b/, scp://10.0.0.1:2222/a%20b/a.bin"
  })
  void findsAFileOnAServer(
      String host, RemoteServer.Protocol protocol, int port, String prefix, String expected)
      throws SourceFailure {
    assertThat(Places.address(server(host, protocol, port, prefix), "a.bin")).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "images.example/x", "user@images.example", "a:b:c.example"})
  void refusesWhatIsNoHost(String host) {
    assertThatThrownBy(
            () -> Places.address(server(host, RemoteServer.Protocol.HTTP, 80, "/"), "a.bin"))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("lab");
  }

  @Test
  void ftpIsNotFetched() {
    assertThatThrownBy(
            () -> Places.address(server("10.0.0.1", RemoteServer.Protocol.FTP, 21, "/"), "a.bin"))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("SCP or HTTP");
  }
}
