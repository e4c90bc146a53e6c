package io.netdepot.simulator;

import java.security.PublicKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/** Logs users in on the switch they connected to. */
final class SwitchLogin implements PasswordAuthenticator, PublickeyAuthenticator, SessionListener {
  private final ByAddress<SimulatedSwitch> switches;

  SwitchLogin(ByAddress<SimulatedSwitch> switches) {
    this.switches = switches;
  }

  @Override
  public boolean authenticate(String user, String password, ServerSession session) {
    SimulatedSwitch simulated = switches.of(session);
    boolean accepted =
        user.equals(simulated.user())
            && !simulated.password().isEmpty()
            && password.equals(simulated.password());
    if (!accepted) {
      simulated.counts().refusedLogins.incrementAndGet();
    }
    if (simulated.behaviour().fallsSilent(Fault.Moment.LOGIN)) {
      new Connection(session).fallSilent();
      throw new AsyncAuthException();
    }
    Optional<Fault.SlowLogin> slow = simulated.behaviour().take(Fault.SlowLogin.class);
    if (slow.isPresent()) {
      AsyncAuthException later = new AsyncAuthException();
      CompletableFuture.delayedExecutor(slow.get().delay().toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> later.setAuthed(accepted));
      throw later;
    }
    return accepted;
  }

  @Override
  public boolean authenticate(String user, PublicKey key, ServerSession session) {
    SimulatedSwitch simulated = switches.of(session);
    return user.equals(simulated.user())
        && simulated.authorizedKeys().stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated) {
      SimulatedSwitch simulated = switches.of(session);
      simulated.counts().logins.incrementAndGet();
      simulated.images().loggedIn(session);
    }
  }
}
