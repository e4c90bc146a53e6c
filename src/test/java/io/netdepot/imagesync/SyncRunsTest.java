package io.netdepot.imagesync;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.fleet.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SyncRunsTest {
  private final SyncRuns runs = new SyncRuns();
  private final Image image =
      new Image(
          1,
          ImageId.random(),
          "a.bin",
          new ImageDetails("1", List.of(), "", "", "", List.of(), "software", ""),
          new ImageOrigin.Url("http://images.example/a.bin"),
          Optional.empty(),
          Instant.EPOCH);

  private SyncRun run() {
    return new SyncRun(image, SyncRequest.BY_ITSELF);
  }

  @Test
  void oneOfAnImageRuns() {
    SyncRun first = run();
    assertThat(runs.add(first)).isTrue();
    assertThat(runs.add(run())).isFalse();
    runs.remove(first);
    assertThat(runs.add(run())).isTrue();
  }

  @Test
  void whetherItIsWantedIsAskedAfterTheLastOneEnded() {
    SyncRun first = run();
    AtomicInteger asked = new AtomicInteger();
    runs.add(first);
    assertThat(runs.add(run(), () -> asked.incrementAndGet() > 0)).isFalse();
    assertThat(asked).hasValue(0);
    runs.remove(first);
    assertThat(runs.add(run(), () -> asked.incrementAndGet() == 0)).isFalse();
    assertThat(asked).hasValue(1);
    assertThat(runs.find(image.id())).isEmpty();
  }
}
