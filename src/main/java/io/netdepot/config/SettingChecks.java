package io.netdepot.config;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.secret.LoginKeyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What must hold between settings, and between a setting and the machine; a method a rule. */
final class SettingChecks {
  private final Settings settings;
  private final SettingValues values;

  SettingChecks(Settings settings, SettingValues values) {
    this.settings = settings;
    this.values = values;
  }

  /** The broken rules; a rule is left out where a value it needs could not be read. */
  List<String> problems() {
    List<String> found = new ArrayList<>();
    check(found, this::plainHttpStaysOnLoopback, HttpKeys.HOST, HttpKeys.TLS, HttpKeys.ALLOW_PLAIN);
    check(
        found,
        this::tlsFilesAreGivenForFilesOnly,
        HttpKeys.TLS,
        HttpKeys.TLS_CERTIFICATE,
        HttpKeys.TLS_KEY);
    check(
        found,
        this::listenersHavePortsOfTheirOwn,
        HttpKeys.PORT,
        ManagementKeys.PORT,
        ManagementKeys.ENABLED);
    check(
        found,
        this::devicesHaveAPortOfTheirOwn,
        DeviceHttpKeys.PORT,
        HttpKeys.PORT,
        ManagementKeys.PORT,
        ManagementKeys.ENABLED);
    check(
        found,
        this::receiverSaysWhereItIs,
        ReceiverKeys.HOST,
        ReceiverKeys.PORT,
        ReceiverKeys.ADDRESS);
    check(
        found,
        this::jolokiaStaysOnLoopback,
        ManagementKeys.JOLOKIA,
        ManagementKeys.HOST,
        ManagementKeys.ENABLED,
        HttpKeys.ALLOW_PLAIN);
    check(found, this::connectionsCoverTransfers, SshKeys.CONNECTIONS, SshKeys.TRANSFERS);
    check(
        found,
        () -> canBeRead(HttpKeys.TLS_CERTIFICATE.name(), settings.http().certificate()),
        HttpKeys.TLS_CERTIFICATE);
    check(
        found,
        () -> canBeRead(HttpKeys.TLS_KEY.name(), settings.http().privateKey()),
        HttpKeys.TLS_KEY);
    check(
        found,
        this::inboxIsAFolderOfItsOwn,
        SyncKeys.INBOX,
        SyncKeys.INBOX_DIRECTORY,
        StoreKeys.DATA);
    settings
        .ssh()
        .keys()
        .forEach(
            (profile, file) ->
                isAKeyOfOurs(SshKeys.KEY_PREFIX + profile, file).ifPresent(found::add));
    return found;
  }

  private void check(List<String> found, Supplier<Optional<String>> rule, SettingKey<?>... needed) {
    for (SettingKey<?> key : needed) {
      if (!values.usable(key)) {
        return;
      }
    }
    rule.get().ifPresent(found::add);
  }

  private Optional<String> plainHttpStaysOnLoopback() {
    HttpSettings http = settings.http();
    if (http.tls() != HttpSettings.Tls.OFF || http.allowPlain() || isLoopback(http.host())) {
      return Optional.empty();
    }
    return Optional.of(
        values.where(HttpKeys.HOST)
            + ": "
            + http.host()
            + " is not a loopback address, and passwords would cross the network in plain HTTP. Set"
            + " http.tls=self-signed or http.tls=files; or http.allow-plain=true where something in"
            + " front of Netdepot does TLS.");
  }

  private Optional<String> jolokiaStaysOnLoopback() {
    ManagementSettings management = settings.management();
    if (!management.enabled()
        || !management.jolokia()
        || settings.http().allowPlain()
        || isLoopback(management.host())) {
      return Optional.empty();
    }
    return Optional.of(
        values.where(ManagementKeys.HOST)
            + ": "
            + management.host()
            + " is not a loopback address, and with management.jolokia passwords would cross the"
            + " network in plain HTTP. Come through SSH; or set http.allow-plain=true where"
            + " something in front of Netdepot does TLS.");
  }

  private Optional<String> tlsFilesAreGivenForFilesOnly() {
    HttpSettings http = settings.http();
    boolean files = http.tls() == HttpSettings.Tls.FILES;
    boolean both = http.certificate().isPresent() && http.privateKey().isPresent();
    boolean either = http.certificate().isPresent() || http.privateKey().isPresent();
    if (files && !both) {
      return Optional.of(
          values.where(HttpKeys.TLS) + ": files needs both http.tls-certificate and http.tls-key.");
    }
    if (!files && either) {
      return Optional.of(
          values.where(http.certificate().isPresent() ? HttpKeys.TLS_CERTIFICATE : HttpKeys.TLS_KEY)
              + " is used with http.tls=files only; set that too, or leave the file out.");
    }
    return Optional.empty();
  }

  private Optional<String> listenersHavePortsOfTheirOwn() {
    int port = settings.http().port();
    if (port == 0 || !settings.management().enabled() || settings.management().port() != port) {
      return Optional.empty();
    }
    return Optional.of(
        values.where(ManagementKeys.PORT)
            + " and "
            + values.where(HttpKeys.PORT)
            + " are both "
            + port
            + "; give each a port of its own, or set management.enabled=false.");
  }

  private Optional<String> devicesHaveAPortOfTheirOwn() {
    int port = settings.deviceHttp().port().orElse(0);
    boolean api = port == settings.http().port();
    boolean management = settings.management().enabled() && port == settings.management().port();
    if (port == 0 || (!api && !management)) {
      return Optional.empty();
    }
    return Optional.of(
        values.where(DeviceHttpKeys.PORT)
            + " and "
            + values.where(api ? HttpKeys.PORT : ManagementKeys.PORT)
            + " are both "
            + port
            + "; give each a port of its own.");
  }

  private Optional<String> receiverSaysWhereItIs() {
    ReceiverSettings receiver = settings.receiver();
    boolean everywhere = receiver.host().equals("0.0.0.0") || receiver.host().equals("::");
    if (receiver.port().isEmpty() || receiver.address().isPresent() || !everywhere) {
      return Optional.empty();
    }
    return Optional.of(
        values.where(ReceiverKeys.HOST)
            + ": no switch can push to "
            + receiver.host()
            + "; set receiver.address to our own address as the switches see it.");
  }

  private Optional<String> connectionsCoverTransfers() {
    SshSettings ssh = settings.ssh();
    if (ssh.connections() >= ssh.transfers()) {
      return Optional.empty();
    }
    return Optional.of(
        values.where(SshKeys.CONNECTIONS)
            + " is "
            + ssh.connections()
            + ", less than "
            + values.where(SshKeys.TRANSFERS)
            + ", which is "
            + ssh.transfers()
            + "; every transfer needs a connection.");
  }

  private Optional<String> inboxIsAFolderOfItsOwn() {
    if (!settings.sync().inbox()) {
      return Optional.empty();
    }
    Path directory = settings.sync().inboxDirectory();
    FolderToBe inbox = new FolderToBe(directory);
    String named =
        values.where(SyncKeys.INBOX_DIRECTORY) + " names " + Secrets.shown(directory.toString());
    try {
      if (inbox.isWithin(new FolderToBe(settings.store().data()))) {
        return Optional.of(
            named
                + ", which is within the data directory, where nobody may put files; name a folder"
                + " outside "
                + Secrets.shown(settings.store().data().toString())
                + ".");
      }
      inbox.tryOut();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          named
              + ", which cannot be written or made ("
              + e.getClass().getSimpleName()
              + "), so no image could be moved out of it; name a folder that the user of this"
              + " service may write, or set images.inbox=false.");
    }
  }

  private static Optional<String> canBeRead(String name, Optional<Path> file) {
    return file.filter(path -> !Files.isRegularFile(path) || !Files.isReadable(path))
        .map(
            path ->
                name
                    + " names the file "
                    + Secrets.shown(path.toString())
                    + ", which is not there or cannot be read.");
  }

  private static Optional<String> isAKeyOfOurs(String name, Path file) {
    return canBeRead(name, Optional.of(file))
        .or(
            () ->
                LoginKeyFile.problem(file)
                    .map(
                        why ->
                            name
                                + " names the file "
                                + Secrets.shown(file.toString())
                                + ", which "
                                + why
                                + "."));
  }

  /** Never asks DNS: a name other than localhost counts as an address of the network. */
  private static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    boolean literal =
        host.indexOf(':') >= 0
            || (SwitchAddress.parse(host).isPresent() && host.matches("[0-9.]+"));
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
