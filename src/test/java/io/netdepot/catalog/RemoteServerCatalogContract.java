package io.netdepot.catalog;

import static io.netdepot.catalog.ImageSamples.server;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.ServerId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about remote servers. */
abstract class RemoteServerCatalogContract {
  private Catalog catalog = new InMemoryCatalog();

  /** An empty catalog. */
  abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  private RemoteServerCatalog servers() {
    return catalog.remoteServers();
  }

  private static RemoteServer named(RemoteServer server, String name) {
    return new RemoteServer(
        server.id(),
        name,
        "files.example",
        RemoteServer.Protocol.HTTP,
        8080,
        0,
        "",
        Optional.empty(),
        "/",
        second(9));
  }

  @Test
  void findsWhatWasAddedAndListsByName() {
    RemoteServer second = server("site 2");
    RemoteServer first = server("site 1");
    assertThat(servers().add(second)).isTrue();
    assertThat(servers().add(first)).isTrue();
    assertThat(servers().find(first.id())).contains(first);
    assertThat(servers().find(ServerId.random())).isEmpty();
    assertThat(servers().list()).containsExactly(first, second);
  }

  @Test
  void aNameAndAnIdAreGivenOnce() {
    RemoteServer first = server("lab");
    servers().add(first);
    assertThat(servers().add(server("lab"))).isFalse();
    assertThatThrownBy(() -> servers().add(named(first, "other")))
        .isInstanceOf(CatalogFailure.class);
    assertThat(servers().list()).containsExactly(first);
  }

  @Test
  void replaces() {
    RemoteServer old = server("lab");
    servers().add(old);
    RemoteServer wanted = named(old, "lab");
    assertThat(servers().replace(wanted)).isEqualTo(RemoteServerCatalog.Change.DONE);
    assertThat(servers().list()).containsExactly(wanted);
    assertThat(servers().replace(server("other"))).isEqualTo(RemoteServerCatalog.Change.NOT_FOUND);
    servers().add(server("taken"));
    assertThat(servers().replace(named(old, "taken")))
        .isEqualTo(RemoteServerCatalog.Change.NAME_TAKEN);
    assertThat(servers().find(old.id())).contains(wanted);
  }

  @Test
  void keepsAServerThatAnImageComesFrom() {
    RemoteServer server = server("lab");
    servers().add(server);
    Image image = ImageSamples.remote("a.bin", new ImageOrigin.Server(server.id()));
    catalog.images().add(image);
    assertThat(servers().remove(server.id())).isEqualTo(RemoteServerCatalog.Removal.IN_USE);
    assertThat(servers().list()).containsExactly(server);
    catalog.images().remove(image.id());
    assertThat(servers().remove(server.id())).isEqualTo(RemoteServerCatalog.Removal.DONE);
    assertThat(servers().remove(server.id())).isEqualTo(RemoteServerCatalog.Removal.NOT_FOUND);
  }
}
