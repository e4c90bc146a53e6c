package io.netdepot.notify;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.NotifySettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.OperationView;
import io.netdepot.ssh.FetchLimits;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.BlobLease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the packages of an operation to the registered server of {@code notify.sftp-server} by
 * SFTP: what step routes call as {@code supportCase}. The host key is pinned with those of the
 * switches; the login is that of the server, or the key of {@code ssh.key.<name of the server>}.
 * Thread-safe; blocks while it sends.
 */
public final class SupportCase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SupportCase.class);
  private static final String PLATFORM = "support-case";

  private final NotifySettings settings;
  private final Supplier<List<RemoteServer>> servers;
  private final SentFiles files;
  private final Supplier<SwitchSessions> connector;
  private final EntityIdSource ids;

  // Mutable state: the client is made when something is sent, which most sites never do.
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SwitchSessions sessions;

  /**
   * Sends nothing yet.
   *
   * @param servers the registered ones
   * @param files the content of packages
   * @param connector makes the SSH client, whose logins are those of the server
   */
  public SupportCase(
      NotifySettings settings,
      Supplier<List<RemoteServer>> servers,
      SentFiles files,
      Supplier<SwitchSessions> connector,
      EntityIdSource ids) {
    this.settings = settings;
    this.servers = servers;
    this.files = files;
    this.connector = connector;
    this.ids = ids;
  }

  /**
   * Sends every package of an operation; those that are there already are left alone.
   *
   * @throws IOException with a sentence, when one of them could not be sent
   */
  public void send(@Body OperationView ended) throws IOException {
    List<StoredPackage> packages =
        ended.switches().stream().flatMap(each -> each.stored().stream()).toList();
    if (packages.isEmpty()) {
      return;
    }
    RemoteServer server = server(settings, servers.get());
    SwitchTask task = task(server);
    SessionLimit limit = new SessionLimit(settings.sftpDeadline(), "notify.sftp-deadline");
    // What a rule or a person removes meanwhile is sent all the same.
    BlobLease lease = files.lease(packages);
    try (lease;
        SwitchSession session = sessions().begin(task, limit, Progress.UNWATCHED)) {
      for (StoredPackage stored : packages) {
        Path file =
            files
                .fileOf(stored)
                .orElseThrow(() -> new IOException("Package " + stored.id() + " is not here"));
        session.put(
            file,
            path(server.prefix(), stored.fileName()),
            new FetchLimits(Phase.PUBLISH, settings.sftpDeadline()));
      }
    } catch (SwitchFailure e) {
      throw new IOException(
          "The packages could not be sent to "
              + server.name()
              + ": "
              + ofServer(e.failure().details()),
          e);
    }
    log.info(
        "The {} packages of operation {} were sent to {}",
        packages.size(),
        ended.operation().id(),
        server.name());
  }

  /** The server that packages are sent to. */
  public static RemoteServer server(NotifySettings settings, List<RemoteServer> registered)
      throws IOException {
    String name = settings.sftpServer();
    if (name.isEmpty()) {
      throw new IOException(
          "notify.sftp-server is not set; set it to the name of a registered remote server");
    }
    RemoteServer server =
        registered.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "There is no remote server '"
                            + name
                            + "' (notify.sftp-server); register it, with protocol SCP"));
    if (server.protocol() != RemoteServer.Protocol.SCP) {
      throw new IOException(
          "The remote server '"
              + name
              + "' has the protocol "
              + server.protocol()
              + "; packages are sent by SFTP, so register it with SCP");
    }
    return server;
  }

  // The client was made for switches, and words its sentences for them.
  private static String ofServer(String details) {
    return details
        .replace("The switch", "The server")
        .replace("the switch", "the server")
        .replace("check the profile", "check the login of the remote server");
  }

  private SwitchTask task(RemoteServer server) throws IOException {
    SwitchAddress address =
        SwitchAddress.parse(server.host())
            .orElseThrow(
                () ->
                    new IOException(
                        "'"
                            + server.host()
                            + "' of the remote server "
                            + server.name()
                            + " is no host; register it with an address or a name alone"));
    EntityId id = ids.next();
    return new SwitchTask(
        id, id, address, id, Access.ssh(PLATFORM, server.port()), 1, Optional.empty());
  }

  private SwitchSessions sessions() {
    lock.lock();
    try {
      if (sessions == null) {
        sessions = connector.get();
      }
      return sessions;
    } finally {
      lock.unlock();
    }
  }

  /** The names of packages are our own, so that joining is all there is to do. */
  private static String path(String directory, String fileName) {
    return directory.isEmpty() || directory.endsWith("/")
        ? directory + fileName
        : directory + "/" + fileName;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (sessions != null) {
        sessions.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
