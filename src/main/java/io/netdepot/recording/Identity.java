package io.netdepot.recording;

import java.util.List;
import java.util.Optional;

/**
 * What a recording is of.
 *
 * @param platform the name of its route file
 * @param release of the device's software, in its maker's words
 * @param evidence where the words come from
 * @param source the document, the program or the capture
 * @param shows a sentence: what is to be seen here
 * @param ends what becomes of a collection from it
 * @param settings that such a collection is made with, each as {@code name=value}
 * @param host the device's own name, which {@code ${host}} stands for
 * @param identification what SSH greets with, after {@code SSH-2.0-}
 * @param banner lines shown before the login
 * @param ssh whether its logins are good for SSH as well as for HTTPS
 * @param sftp whether there is SFTP
 */
public record Identity(
    String platform,
    String release,
    Evidence evidence,
    String source,
    Optional<String> shows,
    Optional<Outcome> ends,
    List<String> settings,
    String host,
    String identification,
    List<String> banner,
    boolean ssh,
    boolean sftp) {
  /** What OpenSSH of Debian 12 greets with. */
  public static final String USUAL_IDENTIFICATION = "OpenSSH_9.2p1";

  public Identity {
    settings = List.copyOf(settings);
    banner = List.copyOf(banner);
  }
}
