package io.netdepot.nvue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.receive.Reception;
import io.netdepot.secret.Secret;
import io.netdepot.ssh.SideStep;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.store.ReceivedFile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that the switch pushes to our receiver, since it cannot be fetched. The address with its
 * one-time password goes into the request and nowhere else.
 *
 * <p>Source: NVOS test suite, {@code {"@upload": {"state": "start", "parameters": {"remote-url":
 * …}}}}.
 */
final class PushedFile {
  private static final String ACTION = "upload";
  private static final String URL = "remote-url";
  private static final String MASK = "•••";

  private final NvueSwitches switches;
  private final SwitchSession session;
  private final Optional<SwitchFailure> otherWay;

  /**
   * Waits for one.
   *
   * @param otherWay how fetching it failed, which is the reason when there is no receiver
   */
  PushedFile(NvueSwitches switches, SwitchSession session, Optional<SwitchFailure> otherWay) {
    this.switches = switches;
    this.session = session;
    this.otherWay = otherWay;
  }

  /**
   * Has it pushed.
   *
   * @param resource of the file, encoded
   * @return the file, whole and durable; it is the caller's now
   */
  ReceivedFile fetch(NvueSwitch target, SideStep step, String resource) throws SwitchFailure {
    // Whoever would wait for a turn only to hear that would hear it late.
    requireReceiver();
    Duration grace = switches.settings().pushGrace();
    SideStep.Turn turn = step.transfer();
    try (Reception reception =
        switches.receiver().open(session.task(), switches.largest(), session.progress())) {
      Secret url = reception.url();
      try {
        var unused = target.act(step, resource, body(url), new Mask(reception, url));
      } catch (SwitchFailure e) {
        requireNoRefusal(reception);
        throw e;
      }
      return await(step, reception, grace);
    } finally {
      turn.close();
    }
  }

  private static ReceivedFile await(SideStep step, Reception reception, Duration grace)
      throws SwitchFailure {
    try {
      return step.within(grace.multipliedBy(2), reception::close, () -> reception.await(grace));
    } catch (IOException e) {
      throw new IllegalStateException("A receiver throws no such exception", e);
    } catch (SwitchFailure e) {
      // When the session was ended, that is the reason.
      step.check();
      throw e;
    }
  }

  private void requireReceiver() throws SwitchFailure {
    try {
      switches.receiver().requireOn();
    } catch (SwitchFailure e) {
      if (otherWay.isEmpty()) {
        throw e;
      }
      Failure first = otherWay.get().failure();
      throw new SwitchFailure(
          first.reason(), first.phase(), first.details() + ". " + e.failure().details(), e);
    }
  }

  private static String body(Secret url) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values.put(URL, url.reveal());
    return new ActionParameters(values).body(ACTION);
  }

  private static void requireNoRefusal(Reception reception) throws SwitchFailure {
    Optional<Failure> refusal = reception.refusal();
    if (refusal.isPresent()) {
      throw new SwitchFailure(refusal.get(), null);
    }
  }

  /** Switches quote the address in what they say about it. */
  private static final class Mask implements NvueSwitch.Onlooker {
    private final Reception reception;
    private final List<String> secrets;

    Mask(Reception reception, Secret url) {
      this.reception = reception;
      String text = url.reveal();
      URI uri = URI.create(text);
      String password = password(uri.getUserInfo());
      this.secrets =
          Stream.of(text, password(uri.getRawUserInfo()), password)
              .filter(secret -> !secret.isEmpty())
              .toList();
    }

    private static String password(@Nullable String login) {
      return login == null ? "" : login.substring(login.indexOf(':') + 1);
    }

    @Override
    public void look() throws SwitchFailure {
      requireNoRefusal(reception);
    }

    @Override
    public String shown(String text) {
      String masked = text;
      for (String secret : secrets) {
        masked = masked.replace(secret, MASK);
      }
      return masked;
    }
  }
}
