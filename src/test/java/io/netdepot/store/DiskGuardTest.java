package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskGuardTest {
  private static final long GIB = DataSize.ofGib(1).bytes();

  private final AtomicLong free = new AtomicLong(10 * GIB);

  private DiskGuard guard(int percent, long totalBytes) {
    StoreSettings settings = new StoreSettings(Path.of("data"), DataSize.ofGib(5), percent);
    return new DiskGuard(settings, free::get, () -> totalBytes);
  }

  @Test
  void keepsTheSmallerOfTheTwoFree() {
    assertThat(guard(5, 1000 * GIB).floorBytes()).isEqualTo(5 * GIB);
    assertThat(guard(5, 20 * GIB).floorBytes()).isEqualTo(GIB);
    assertThat(guard(0, 20 * GIB).floorBytes()).isZero();
  }

  @Test
  void letsBytesInDownToTheFloorAndNotBelow() throws Exception {
    DiskGuard guard = guard(5, 1000 * GIB);
    guard.require(5 * GIB);
    assertThatExceptionOfType(StorageFullException.class)
        .isThrownBy(() -> guard.require(5 * GIB + 1))
        .withMessageContaining("10 GiB are free")
        .withMessageContaining("5 GiB must stay free");
    assertThat(guard.usableBytes()).isEqualTo(5 * GIB);
    assertThat(guard.hasRoom()).isTrue();
  }

  @Test
  void seesTheDiskFill() {
    DiskGuard guard = guard(5, 1000 * GIB);
    free.set(5 * GIB);
    assertThat(guard.hasRoom()).isFalse();
    free.set(GIB);
    assertThat(guard.usableBytes()).isZero();
    assertThatExceptionOfType(StorageFullException.class).isThrownBy(() -> guard.require(0));
  }

  @Test
  void refusesAPercentageThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard(101, GIB))
        .withMessageContaining("101");
  }

  @Test
  void asksTheRealDisk(@TempDir Path directory) throws Exception {
    try (DataLayout layout = DataLayout.open(directory)) {
      StoreSettings settings = new StoreSettings(directory, new DataSize(0), 5);
      assertThat(new DiskGuard(layout, settings).hasRoom()).isTrue();
    }
  }
}
