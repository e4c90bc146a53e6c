package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.HandClock;
import io.netdepot.http.Access;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.Authenticator;
import io.netdepot.http.BasicCredentials;
import io.netdepot.http.Caller;
import io.netdepot.http.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private static final Caller WRITER = new Caller("rw-user", Role.READ_WRITE);
  private static final BasicCredentials RIGHT = new BasicCredentials("rw-user", "right");
  private static final BasicCredentials WRONG = new BasicCredentials("rw-user", "wrong");
  private static final String FROM = "10.0.0.1";

  private final HandClock clock = new HandClock();

  private Logins logins(Authenticator authenticator) {
    return new Logins(ApiFixture.limit(authenticator, 2, Duration.ofMinutes(5), clock));
  }

  private static Access access(BasicCredentials credentials) {
    return credentials.equals(RIGHT) ? new Access.Granted(WRITER) : new Access.Refused();
  }

  /** Knows the right password at once, and changes it whenever it is asked to check one. */
  private static final class Changing implements Authenticator {
    private int generation;

    @Override
    public Access check(BasicCredentials credentials) {
      generation++;
      return access(credentials);
    }

    @Override
    public Object generation(String user) {
      return generation;
    }
  }

  @Test
  void aPasswordChangedDuringTheCheckEndsTheLoginRatherThanNot() {
    Changing changing = new Changing();

    Logins.Outcome outcome = logins(changing).check(RIGHT, FROM);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Logins.Outcome.Known.class,
            known ->
                assertThat(known.login().generation())
                    .isNotEqualTo(changing.generation("rw-user")));
  }

  @Test
  void tellsAtOnceOnlyWhatIsRight() {
    Authenticator remembering =
        new Authenticator() {
          @Override
          public Access check(BasicCredentials credentials) {
            return access(credentials);
          }

          @Override
          public Optional<Access> known(BasicCredentials credentials) {
            return Optional.of(access(credentials));
          }
        };
    Logins logins = logins(remembering);

    assertThat(logins.known(RIGHT, FROM)).containsInstanceOf(Logins.Outcome.Known.class);
    assertThat(logins.known(WRONG, FROM)).isEmpty();
  }

  @Test
  void afterTooManyFailuresNothingIsTold() {
    Logins logins = logins(LoginsTest::access);
    logins.check(WRONG, FROM);
    assertThat(logins.check(WRONG, FROM)).isInstanceOf(Logins.Outcome.Wrong.class);

    assertThat(logins.known(RIGHT, FROM)).map(LoginsTest::status).hasValue(429);
    assertThat(status(logins.check(RIGHT, FROM))).isEqualTo(429);
    assertThat(logins.check(RIGHT, "10.0.0.2")).isInstanceOf(Logins.Outcome.Known.class);
  }

  @Test
  void aBusyCheckIsNoFailure() {
    Logins logins = logins(credentials -> new Access.TooBusy(Duration.ofSeconds(3)));
    for (int i = 0; i < 5; i++) {
      Logins.Outcome outcome = logins.check(RIGHT, FROM);
      assertThat(status(outcome)).isEqualTo(503);
      assertThat(error(outcome).headers()).containsEntry("Retry-After", "3");
    }
  }

  /** They wait on threads that all requests share. */
  @Test
  void fewLoginsWaitAtOneTime() throws Exception {
    CountDownLatch checking = new CountDownLatch(8);
    CountDownLatch goOn = new CountDownLatch(1);
    Logins logins =
        logins(
            credentials -> {
              checking.countDown();
              await(goOn);
              return access(credentials);
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Logins.Outcome>> waiting = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        waiting.add(threads.submit(() -> logins.check(RIGHT, FROM)));
      }
      await(checking);

      assertThat(status(logins.check(RIGHT, FROM))).isEqualTo(503);

      goOn.countDown();
      for (Future<Logins.Outcome> one : waiting) {
        assertThat(one.get(20, TimeUnit.SECONDS)).isInstanceOf(Logins.Outcome.Known.class);
      }
    }
    assertThat(logins.check(RIGHT, FROM)).isInstanceOf(Logins.Outcome.Known.class);
  }

  private static int status(Logins.Outcome outcome) {
    return error(outcome).status();
  }

  private static ApiError error(Logins.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Logins.Outcome.Later.class);
    return ((Logins.Outcome.Later) outcome).error();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
