package io.netdepot.imagesync;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.LeftOut;
import io.netdepot.fleet.ImageId;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.source.SourceRoom;
import io.netdepot.source.Validators;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The schedule: an hour after a success, five minutes and longer after failures. */
class SyncRecordsTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Validators VERSION =
      new Validators(Optional.of("\"v1\""), Optional.of("Mon, 05 Jan 2026 09:00:00 GMT"));
  private static final LeftOut LEFT_OUT = new LeftOut(2, "Two lines make no sense");
  private static final Sha256 OTHER = new Sha256("a".repeat(64));

  private final SyncRecords records = new SyncRecords(SourceRoom.settings());
  private final ImageId image = ImageId.random();

  private ImageSync after(Optional<ImageSync> before, SyncEnd end) {
    return records.after(image, before, end, NOW, 7, Duration.ofSeconds(3), LEFT_OUT);
  }

  private static SyncEnd failed(Reason reason) {
    return new SyncEnd.Failed(new SourceFailure(reason, "It broke"));
  }

  @Test
  void aSuccessIsDueAgainOnTheSchedule() {
    ImageSync sync = after(Optional.empty(), new SyncEnd.Stored(VERSION));
    assertThat(sync)
        .isEqualTo(
            new ImageSync(
                image,
                NOW,
                Optional.of(NOW),
                NOW.plus(Duration.ofHours(1)),
                0,
                "",
                VERSION.etag(),
                VERSION.lastModified(),
                7,
                Duration.ofSeconds(3),
                Optional.empty(),
                LEFT_OUT));
  }

  @Test
  void failuresCoolDownLongerAndLongerUpToADay() {
    ImageSync sync = after(Optional.empty(), failed(Reason.INCOMPLETE));
    assertThat(sync.failures()).isOne();
    assertThat(sync.error()).isEqualTo("It broke");
    assertThat(sync.nextDue()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    sync = after(Optional.of(sync), failed(Reason.INCOMPLETE));
    assertThat(sync.nextDue()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    for (int i = 0; i < 100; i++) {
      sync = after(Optional.of(sync), failed(Reason.INCOMPLETE));
    }
    assertThat(sync.failures()).isEqualTo(102);
    assertThat(sync.nextDue()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(after(Optional.of(sync), new SyncEnd.Unchanged(VERSION)).failures()).isZero();
  }

  @Test
  void aFailureForgetsNothingOfWhatIsHere() {
    ImageSync good = after(Optional.empty(), new SyncEnd.Changed(VERSION, OTHER));
    ImageSync bad = after(Optional.of(good), failed(Reason.UNREACHABLE));
    assertThat(bad.succeededAt()).contains(NOW);
    assertThat(bad.etag()).isEqualTo(VERSION.etag());
    assertThat(bad.lastModified()).isEqualTo(VERSION.lastModified());
    assertThat(bad.changed()).contains(OTHER);
  }

  @Test
  void aChangeIsASuccessThatIsRemembered() {
    ImageSync sync = after(Optional.empty(), new SyncEnd.Changed(VERSION, OTHER));
    assertThat(sync.error()).isEmpty();
    assertThat(sync.changed()).contains(OTHER);
    assertThat(after(Optional.of(sync), new SyncEnd.Stored(VERSION)).changed()).isEmpty();
  }
}
