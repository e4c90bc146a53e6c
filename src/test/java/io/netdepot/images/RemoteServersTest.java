package io.netdepot.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.RemoteServer;
import io.netdepot.catalog.RemoteServerCatalog;
import io.netdepot.fleet.ServerId;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretBox;
import io.netdepot.secret.UnsealFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteServersTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:18:42.123Z");
  private static final ServerChange NO_CHANGE =
      new ServerChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final Catalog catalog = new InMemoryCatalog();
  private final RemoteServers servers = over("remote-server");

  private RemoteServers over(String purpose) {
    SecretBox box = new SecretBox(new SecretKeySpec(new byte[32], "AES"), purpose);
    return new RemoteServers(catalog.remoteServers(), box, InstantSource.fixed(NOW));
  }

  private static ServerEntry entry(String name) {
    return new ServerEntry(
        name,
        "10.20.0.9",
        RemoteServer.Protocol.SCP,
        22,
        0,
        "images",
        Optional.of(Secret.of("hunter2")),
        "/images");
  }

  @Test
  void sealsThePasswordAndOpensItForALogin() {
    RemoteServer server = servers.create(entry("lab")).orElseThrow();
    assertThat(servers.find(server.id())).contains(server);
    assertThat(new String(server.password().orElseThrow().bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain("hunter2");
    RemoteServers.ServerLogin login = servers.login(server.id()).orElseThrow();
    assertThat(login)
        .isEqualTo(
            new RemoteServers.ServerLogin("lab", "images", Optional.of(Secret.of("hunter2"))));
    assertThat(login.toString()).doesNotContain("images").doesNotContain("hunter2");
    assertThat(servers.login(ServerId.random())).isEmpty();
  }

  @Test
  void aPasswordForAnotherPurposeDoesNotOpen() {
    RemoteServer server = servers.create(entry("lab")).orElseThrow();
    RemoteServers others = over("profile");
    assertThatExceptionOfType(UnsealFailure.class).isThrownBy(() -> others.login(server.id()));
  }

  @Test
  void aNameIsGivenOnce() {
    RemoteServer server = servers.create(entry("lab")).orElseThrow();
    assertThat(servers.create(entry("lab"))).isEmpty();
    assertThat(servers.list()).containsExactly(server);
  }

  @Test
  void aPasswordDoesNotFollowToAnotherPlace() {
    List<ServerChange> elsewhere =
        List.of(
            place(Optional.of("10.20.0.66"), Optional.empty(), Optional.empty()),
            place(Optional.empty(), Optional.of(RemoteServer.Protocol.HTTP), Optional.empty()),
            place(Optional.empty(), Optional.empty(), Optional.of(2222)));
    for (ServerChange change : elsewhere) {
      RemoteServer server = servers.create(entry("lab")).orElseThrow();
      servers.change(server.id(), change);
      assertThat(servers.find(server.id()).orElseThrow().password()).isEmpty();
      servers.delete(server.id());
    }
    RemoteServer server = servers.create(entry("lab")).orElseThrow();
    servers.change(
        server.id(),
        place(Optional.of("10.20.0.9"), Optional.of(RemoteServer.Protocol.SCP), Optional.of(22)));
    assertThat(servers.find(server.id()).orElseThrow().password()).isEqualTo(server.password());
  }

  private static ServerChange place(
      Optional<String> host, Optional<RemoteServer.Protocol> protocol, Optional<Integer> port) {
    return new ServerChange(
        Optional.empty(),
        host,
        protocol,
        port,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void changesWhatIsGivenAndKeepsTheRest() {
    RemoteServer server = servers.create(entry("lab")).orElseThrow();
    assertThat(servers.change(server.id(), NO_CHANGE)).isEqualTo(RemoteServerCatalog.Change.DONE);
    assertThat(servers.find(server.id())).contains(server);
    ServerChange change =
        new ServerChange(
            Optional.of("site"),
            Optional.of("files.example"),
            Optional.of(RemoteServer.Protocol.HTTP),
            Optional.of(80),
            Optional.of(512),
            Optional.of(""),
            Optional.of(Secret.of("new")),
            Optional.of("/"));
    assertThat(servers.change(server.id(), change)).isEqualTo(RemoteServerCatalog.Change.DONE);
    RemoteServer changed = servers.find(server.id()).orElseThrow();
    assertThat(changed)
        .isEqualTo(
            new RemoteServer(
                server.id(),
                "site",
                "files.example",
                RemoteServer.Protocol.HTTP,
                80,
                512,
                "",
                changed.password(),
                "/",
                NOW));
    assertThat(servers.login(server.id()).flatMap(RemoteServers.ServerLogin::password))
        .contains(Secret.of("new"));
    assertThat(servers.change(ServerId.random(), change))
        .isEqualTo(RemoteServerCatalog.Change.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "http://files.example/, HTTP, reader, /, remoteServerUrl",
    "127.0.0.1/../x, HTTP, reader, /, imageLocationPrefix",
    "files.example:99, HTTP, reader, /, remoteServerPort",
    "10.20.0.300, HTTP, reader, /, remoteServerUrl",
    "http://, HTTP, reader, /, remoteServerUrl",
    "[10.20.0.9], HTTP, reader, /, remoteServerUrl",
    "http://files.example, SCP, reader, /, remoteServerProtocol is SCP",
    "files.example, HTTP, 'a\nb', /, remoteServerUser",
    "files.example, HTTP, reader, ../.., a part that is ..",
    "files.example, HTTP, reader, /a/./b, a part that is .",
    "files.example, HTTP, reader, 'a\tb', imageLocationPrefix"
  })
  void refusesWhatMakesNoAddress(
      String host, RemoteServer.Protocol protocol, String user, String prefix, String what) {
    ServerEntry bad = new ServerEntry("lab", host, protocol, 80, 0, user, Optional.empty(), prefix);
    assertThatExceptionOfType(ServerRefusedException.class)
        .isThrownBy(() -> servers.create(bad))
        .withMessageContaining(what);
    assertThat(servers.list()).isEmpty();
    RemoteServer server = servers.create(entry("lab")).orElseThrow();
    ServerChange change =
        new ServerChange(
            Optional.empty(),
            Optional.of(host),
            Optional.of(protocol),
            Optional.empty(),
            Optional.empty(),
            Optional.of(user),
            Optional.empty(),
            Optional.of(prefix));
    assertThatExceptionOfType(ServerRefusedException.class)
        .isThrownBy(() -> servers.change(server.id(), change))
        .withMessageContaining(what);
    assertThat(servers.list()).containsExactly(server);
  }

  @ParameterizedTest
  @CsvSource({
    "https://files.example, HTTP",
    "2001:db8::1, HTTP",
    "http://[2001:db8::1], HTTP",
    "sftp://10.20.0.9, SCP",
    "ftp://files.example, FTP"
  })
  void takesHostsAsPeopleWriteThem(String host, RemoteServer.Protocol protocol) {
    assertThat(
            servers.create(
                new ServerEntry("lab", host, protocol, 80, 0, "", Optional.empty(), "..a/b..")))
        .isPresent();
  }

  @Test
  void deletes() {
    RemoteServer server = servers.create(entry("lab")).orElseThrow();
    assertThat(servers.delete(server.id())).isEqualTo(RemoteServerCatalog.Removal.DONE);
    assertThat(servers.delete(server.id())).isEqualTo(RemoteServerCatalog.Removal.NOT_FOUND);
  }
}
