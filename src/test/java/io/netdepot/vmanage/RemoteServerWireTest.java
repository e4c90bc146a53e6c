package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.ServerId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteServerWireTest {
  @ParameterizedTest
  @CsvSource({
    "files.example, http://files.example:8080/nvos/",
    "https://files.example, https://files.example:8080/nvos/",
    "fd00::9, http://[fd00::9]:8080/nvos/",
    "https://fd00::9, https://[fd00::9]:8080/nvos/",
    "'[fd00::9]', http://[fd00::9]:8080/nvos/"
  })
  void itsDirectoryIsAUrl(String host, String url) {
    RemoteServer server =
        new RemoteServer(
            ServerId.random(),
            "lab",
            host,
            RemoteServer.Protocol.HTTP,
            8080,
            512,
            "",
            Optional.empty(),
            "nvos",
            Instant.EPOCH);
    assertThat(RemoteServerWire.base(server)).isEqualTo(url);
  }
}
