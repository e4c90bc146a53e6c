package io.netdepot;

import io.netdepot.config.SshSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.profile.ProfileLogin;
import io.netdepot.profile.Profiles;
import io.netdepot.secret.SecretFailure;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.LoginSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks a login up where a connection opens: the profile's user, with its key file where a setting
 * names one.
 */
record ProfileLogins(Profiles profiles, SshSettings settings) implements LoginSource {
  @Override
  public Login of(SwitchTask task) throws SwitchFailure {
    ProfileLogin login = login(task);
    Optional<Path> key = Optional.ofNullable(settings.keys().get(login.profileName()));
    return new Login(login.username(), Optional.of(login.password()), key);
  }

  private ProfileLogin login(SwitchTask task) throws SwitchFailure {
    try {
      return profiles
          .login(task.profileId())
          .orElseThrow(
              () -> unusable("The profile " + task.profileId() + " does not exist any more", null));
    } catch (SecretFailure e) {
      throw unusable(
          "The password of profile " + task.profileId() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static SwitchFailure unusable(
      String details, @org.jspecify.annotations.Nullable Throwable cause) {
    return new SwitchFailure(FailureReason.PROFILE_UNUSABLE, Phase.CONNECT, details, cause);
  }
}
