package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A switch and sessions with it, for tests of one or the other. */
abstract class SwitchFixture {
  static final ExecLimits LIMITS = new ExecLimits(Phase.LIST, Duration.ofMinutes(1), Set.of(0));
  static final FetchLimits FETCH = new FetchLimits(Phase.FETCH, Duration.ofMinutes(1));

  final FakeSwitch fake = new FakeSwitch();

  @SuppressWarnings("NullAway.Init") // before each test
  Sessions sessions;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    fake.start();
    sessions = new Sessions(data);
  }

  @AfterEach
  void shut() throws Exception {
    sessions.close();
    fake.close();
  }

  static Command command(String line) {
    return CommandTemplate.parse(line)
        .fill(name -> Optional.ofNullable(Map.<String, String>of().get(name)));
  }

  /** The failure that a step ends with. */
  static Failure failureOf(ThrowingCallable step) {
    SwitchFailure thrown = catchThrowableOfType(SwitchFailure.class, step);
    assertThat(thrown).as("the step's failure").isNotNull();
    assertThat(thrown).hasMessageNotContaining(FakeSwitch.PASSWORD);
    return thrown.failure();
  }

  static void assertFailure(ThrowingCallable step, FailureReason reason, String... saying) {
    Failure failure = failureOf(step);
    assertThat(failure.reason()).as(failure.details()).isEqualTo(reason);
    for (String part : saying) {
      assertThat(failure.details()).contains(part);
    }
  }
}
