package io.netdepot;

import io.netdepot.cli.CommandProblem;
import io.netdepot.cli.DataFiles;
import io.netdepot.cli.HostKeyFile;
import io.netdepot.cli.UserFile;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.nvue.KnownCertificates;
import io.netdepot.secret.Role;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretFailure;
import io.netdepot.secret.Users;
import io.netdepot.ssh.HostKeys;
import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The users and host keys of a data directory, for commands that may run beside the service. */
final class DepotFiles implements DataFiles {
  @Override
  public UserFile users(Path data) throws CommandProblem {
    DataLayout layout = existing(data);
    return new UserFile() {
      @Override
      public List<String> names() {
        return Arrays.stream(Role.values()).map(Role::user).toList();
      }

      @Override
      public void setPassword(String user, char[] password) throws CommandProblem {
        try {
          Users.open(layout.users(), layout.initialPasswords(), Map.of())
              .changePassword(user, new Secret(password));
        } catch (SecretFailure e) {
          throw new CommandProblem(String.valueOf(e.getMessage()));
        }
      }
    };
  }

  @Override
  public HostKeyFile hostKeys(Path data) throws CommandProblem {
    DataLayout layout = existing(data);
    SwitchIdentities keys =
        new SwitchIdentities(
            new HostKeys(layout.knownHosts(), SshSettings.HostKeys.STRICT),
            new KnownCertificates(layout.knownCertificates(), SshSettings.HostKeys.STRICT));
    return new HostKeyFile() {
      @Override
      public List<PinnedKey> list() throws CommandProblem {
        try {
          return keys.list().stream()
              .map(key -> new PinnedKey(key.host(), key.type(), key.fingerprint()))
              .toList();
        } catch (IOException e) {
          throw problem(e);
        }
      }

      @Override
      public boolean forget(String address) throws CommandProblem {
        SwitchAddress parsed =
            SwitchAddress.parse(address)
                .orElseThrow(
                    () ->
                        new CommandProblem(
                            "'" + address + "' is neither an IP address nor a host name."));
        try {
          return keys.forget(parsed);
        } catch (IOException e) {
          throw problem(e);
        }
      }
    };
  }

  // The service may be running: its lock is not taken, and nothing is made.
  private static DataLayout existing(Path data) throws CommandProblem {
    if (!Files.isDirectory(data)) {
      throw new CommandProblem(
          "There is no data directory at " + data + "; --data DIR names the one of the service.");
    }
    return DataLayout.beside(data);
  }

  private static CommandProblem problem(IOException e) {
    return new CommandProblem(String.valueOf(e.getMessage()));
  }
}
