package io.netdepot.nvue;

import io.netdepot.config.Durations;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.ssh.SideStep;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Connects to the REST API of one switch over TLS, and says why that failed. */
final class TlsDoor {
  private static final Pattern CLIENT_CERTIFICATE =
      Pattern.compile("certificate_required|bad_certificate|certificate required");

  private final SwitchTask task;
  private final Duration longest;
  private final SwitchTrust trust;

  TlsDoor(SwitchTask task, SshSettings ssh, SwitchTrust trust) {
    this.task = task;
    this.longest = ssh.loginTimeout();
    this.trust = trust;
  }

  /**
   * Makes a connection.
   *
   * @throws SwitchFailure {@code unreachable}, or what is wrong with the certificate
   */
  Socket enter(SideStep step) throws SwitchFailure {
    Socket plain = step.connect(task.access().restPort());
    try {
      return step.within(longest, () -> closeQuietly(plain), () -> shakeHands(plain));
    } catch (SocketTimeoutException e) {
      closeQuietly(plain);
      throw unreachable(
          "The REST API did not finish the TLS handshake within "
              + Durations.format(longest)
              + " (ssh.login-timeout)",
          e);
    } catch (IOException e) {
      closeQuietly(plain);
      throw failure(e);
    } catch (SwitchFailure e) {
      closeQuietly(plain);
      throw e;
    }
  }

  private Socket shakeHands(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context()
                .getSocketFactory()
                .createSocket(plain, task.address().canonical(), task.access().restPort(), true);
    if (trust.namesHost()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java has TLS", e);
    }
  }

  /** What went wrong between us and the switch, certificates first. */
  SwitchFailure failure(IOException e) {
    if (trust.refused().isPresent()) {
      return new SwitchFailure(trust.refused().get(), e);
    }
    String text = text(e);
    if (CLIENT_CERTIFICATE.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      return new SwitchFailure(
          FailureReason.AUTHENTICATION_FAILED,
          Phase.CONNECT,
          "The REST API wants a client certificate (mutual TLS), which Netdepot has not: switch that"
              + " off on the switch, or collect from it over SSH ("
              + text
              + ")",
          e);
    }
    return unreachable(
        "No TLS connection to "
            + task.address()
            + " port "
            + task.access().restPort()
            + ": "
            + text,
        e);
  }

  private static SwitchFailure unreachable(String details, IOException e) {
    return new SwitchFailure(FailureReason.UNREACHABLE, Phase.CONNECT, details, e);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, which is all that was wanted.
    }
  }

  static String text(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
