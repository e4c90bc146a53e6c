package io.netdepot;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.Settings;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.images.RemoteServers;
import io.netdepot.notify.SentFiles;
import io.netdepot.notify.SupportCase;
import io.netdepot.notify.Webhook;
import io.netdepot.packages.SupportPackages;
import io.netdepot.secret.SecretFailure;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.BlobLease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** How others hear that an operation has ended, wired: what step routes call for it. */
record Notices(Webhook webhook, SupportCase supportCase) {

  static Notices wire(Settings settings, Storage storage, HostKeys hostKeys, Closing closing) {
    RemoteServers servers = storage.servers();
    return new Notices(
        closing.add("webhook", new Webhook(settings.notices())),
        closing.add(
            "support case",
            new SupportCase(
                settings.notices(),
                servers::list,
                sent(storage.packages()),
                () ->
                    new SwitchSessions(
                        settings.ssh(),
                        settings.collect(),
                        hostKeys,
                        task -> login(settings, servers),
                        storage.spool()),
                storage.ids())));
  }

  private static SentFiles sent(SupportPackages packages) {
    return new SentFiles() {
      @Override
      public BlobLease lease(Collection<StoredPackage> stored) {
        return packages.lease(stored);
      }

      @Override
      public Optional<Path> fileOf(StoredPackage stored) {
        return packages.fileOf(stored);
      }
    };
  }

  // Looked up where the connection opens, like that of a switch.
  private static Login login(Settings settings, RemoteServers servers) throws SwitchFailure {
    try {
      RemoteServer server = SupportCase.server(settings.notices(), servers.list());
      RemoteServers.ServerLogin login =
          servers.login(server.id()).orElseThrow(() -> new IOException("The server is gone"));
      Optional<Path> key = Optional.ofNullable(settings.ssh().keys().get(server.name()));
      return new Login(login.username(), login.password(), key);
    } catch (IOException | SecretFailure e) {
      throw new SwitchFailure(
          FailureReason.PROFILE_UNUSABLE, Phase.CONNECT, String.valueOf(e.getMessage()), e);
    }
  }

  /** For routes that are only being checked: nobody is told anything. */
  static Notices forChecking(Settings settings, EntityIdSource ids) {
    return new Notices(
        new Webhook(settings.notices()),
        new SupportCase(
            settings.notices(),
            java.util.List::of,
            new SentFiles() {
              @Override
              public BlobLease lease(Collection<StoredPackage> stored) {
                return () -> {};
              }

              @Override
              public Optional<Path> fileOf(StoredPackage stored) {
                return Optional.empty();
              }
            },
            () -> {
              throw new IllegalStateException("Routes are only being checked");
            },
            ids));
  }

  /** By the names that route files call them. */
  Map<String, Object> beans() {
    return Map.of("webhook", webhook, "supportCase", supportCase);
  }
}
