package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.netdepot.config.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
  // FIPS 180-2, appendix B.1.
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private StoreRoom room;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    room = new StoreRoom(directory);
  }

  @AfterEach
  void close() throws Exception {
    room.close();
  }

  @Test
  void countsAndHashesWhatItWrites() throws Exception {
    try (SpoolFile file = room.spool.create()) {
      file.write(ByteBuffer.wrap(ABC, 0, 1));
      file.write(ABC, 1, 2);
      assertThat(file.size()).isEqualTo(3);
      ReceivedFile received = file.finish();
      assertThat(received.size()).isEqualTo(3);
      assertThat(received.digest().hex()).isEqualTo(SHA256_OF_ABC);
      try (InputStream content = room.spool.open(received)) {
        assertThat(content.readAllBytes()).isEqualTo(ABC);
      }
    }
    assertThat(room.spooled()).hasSize(1);
    assertThat(DataLayoutTest.mode(room.spooled().getFirst())).isEqualTo("rw-------");
  }

  @Test
  void takesDirectBuffersAndUsesThemUp() throws Exception {
    ByteBuffer direct = ByteBuffer.allocateDirect(3).put(ABC).flip();
    try (SpoolFile file = room.spool.create()) {
      file.write(direct);
      assertThat(direct.hasRemaining()).isFalse();
      assertThat(file.finish().digest().hex()).isEqualTo(SHA256_OF_ABC);
    }
  }

  @Test
  void isDurableBeforeItIsHandedOver() throws Exception {
    room.receive(ABC);
    assertThat(room.disk.calls()).containsExactly("create", "write", "force");
  }

  @Test
  void vanishesWhenItIsNotFinished() throws Exception {
    try (SpoolFile file = room.spool.create()) {
      file.write(ABC, 0, 3);
      assertThat(room.spooled()).hasSize(1);
    }
    assertThat(room.spooled()).isEmpty();
  }

  @Test
  void isDroppedOnceOrTwice() throws Exception {
    ReceivedFile received = room.receive(ABC);
    room.spool.drop(received);
    room.spool.drop(received);
    assertThat(room.spooled()).isEmpty();
  }

  @Test
  void opensOnlyNamesOfItsOwn() {
    ReceivedFile hostile = new ReceivedFile("../users", 1, new Sha256(SHA256_OF_ABC));
    assertThatIllegalArgumentException().isThrownBy(() -> room.spool.open(hostile));
    assertThatIllegalArgumentException().isThrownBy(() -> room.spool.drop(hostile));
  }

  @Test
  void beginsNothingOnAFullDisk() throws Exception {
    room.free.set(DataSize.ofMib(1).bytes());
    assertThatExceptionOfType(StorageFullException.class).isThrownBy(() -> room.spool.create());
    assertThat(room.spooled()).isEmpty();
  }

  @Test
  void noticesADiskThatFillsWhileReceiving() throws Exception {
    byte[] mib = new byte[1 << 20];
    try (SpoolFile file = room.spool.create()) {
      room.free.set(0);
      assertThatExceptionOfType(StorageFullException.class)
          .isThrownBy(
              () -> {
                while (true) {
                  file.write(mib, 0, mib.length);
                }
              });
      assertThat(file.size()).isEqualTo(DataSize.ofMib(1).bytes());
      assertThatIllegalStateException().isThrownBy(file::finish);
    }
    assertThat(room.spooled()).isEmpty();
    assertThat(room.health.problem()).isEmpty();
  }

  @Test
  void tellsAFullDiskFromABrokenOne() throws Exception {
    try (SpoolFile file = room.spool.create()) {
      room.disk.fail("write", "No space left on device");
      assertThatExceptionOfType(StorageFullException.class).isThrownBy(() -> file.write(ABC, 0, 3));
    }
    try (SpoolFile file = room.spool.create()) {
      room.disk.fail("write", "Disk quota exceeded");
      assertThatExceptionOfType(StorageFullException.class).isThrownBy(() -> file.write(ABC, 0, 3));
    }
    try (SpoolFile file = room.spool.create()) {
      room.disk.fail("write", "Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
      room.free.set(0);
      assertThatExceptionOfType(StorageFullException.class).isThrownBy(() -> file.write(ABC, 0, 3));
      room.free.set(DataSize.ofGib(100).bytes());
    }
    assertThat(room.health.problem()).isEmpty();
    try (SpoolFile file = room.spool.create()) {
      room.disk.fail("write", "Input/output error");
      assertThatExceptionOfType(StorageFailedException.class)
          .isThrownBy(() -> file.write(ABC, 0, 3));
    }
    assertThat(room.health.problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("Input/output error"));
    room.disk.heal();
    assertThat(room.spool.sweep()).isZero();
  }

  @Test
  void neverTriesAFailedFsyncAgain() throws Exception {
    try (SpoolFile file = room.spool.create()) {
      file.write(ABC, 0, 3);
      room.disk.fail("force", "Input/output error");
      assertThatExceptionOfType(StorageFailedException.class).isThrownBy(file::finish);
      assertThatIllegalStateException().isThrownBy(file::finish);
    }
    assertThat(room.disk.calls()).containsExactly("force", "delete");
    assertThat(room.spooled()).isEmpty();
    assertThat(room.health.problem()).isPresent();
  }

  @Test
  void isMadeDurableWhileItIsWritten() throws Exception {
    byte[] mib = new byte[1 << 20];
    try (SpoolFile file = room.spool.create()) {
      for (int written = 0; written < 3 * DurableSteps.STEP; written += mib.length) {
        file.write(mib, 0, mib.length);
      }
      await().until(() -> forces() == 3);
      file.finish();
    }
    assertThat(forces()).isEqualTo(4);
  }

  private long forces() {
    return room.disk.calls().stream().filter(call -> call.equals("force")).count();
  }

  @Test
  void neverRunsFurtherAheadOfTheDiskThanTwoSteps() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    room.disk.hold("force", disk);
    byte[] mib = new byte[1 << 20];
    AtomicLong written = new AtomicLong();
    try (SpoolFile file = room.spool.create()) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (written.get() < 3 * DurableSteps.STEP) {
                        file.write(mib, 0, mib.length);
                        written.addAndGet(mib.length);
                      }
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      await().until(() -> writer.getState() == Thread.State.WAITING);
      assertThat(written).hasValue(2 * DurableSteps.STEP - mib.length);
      disk.countDown();
      writer.join();
      assertThat(written).hasValue(3 * DurableSteps.STEP);
    }
  }

  @Test
  void endsWithAStepThatFailed() throws Exception {
    byte[] mib = new byte[1 << 20];
    room.disk.fail("force", "Input/output error");
    try (SpoolFile file = room.spool.create()) {
      assertThatExceptionOfType(StorageFailedException.class)
          .isThrownBy(
              () -> {
                while (true) {
                  file.write(mib, 0, mib.length);
                }
              });
      assertThat(file.size()).isEqualTo(2 * DurableSteps.STEP);
      assertThatIllegalStateException().isThrownBy(file::finish);
    }
    assertThat(forces()).isEqualTo(1);
    assertThat(room.spooled()).isEmpty();
    assertThat(room.health.problem()).isPresent();
  }

  @Test
  void mayBeGivenUpWhileAStepIsUnderWay() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    room.disk.hold("force", disk);
    try (SpoolFile file = room.spool.create()) {
      file.write(ByteBuffer.allocate((int) DurableSteps.STEP));
    }
    disk.countDown();
    assertThat(room.spooled()).isEmpty();
    assertThat(room.health.problem()).isEmpty();
  }

  @Test
  void takesAnInterruptForNoFaultOfTheDisk() throws Exception {
    try (SpoolFile file = room.spool.create()) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(ClosedByInterruptException.class)
          .isThrownBy(() -> file.write(ABC, 0, 3));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(room.spooled()).isEmpty();
    assertThat(room.health.problem()).isEmpty();
  }

  @Test
  void sweepsEverythingThatAKilledServiceLeft() throws Exception {
    room.receive(ABC);
    Files.writeString(room.layout.spool().resolve("strange"), "x");
    Path filled = Files.createDirectory(room.layout.spool().resolve("filled"));
    Files.createFile(filled.resolve("file"));
    assertThat(room.spool.sweep()).isEqualTo(2);
    assertThat(room.spooled()).containsExactly(filled);
  }

  @Test
  void saysWhatItWasDoing() throws IOException {
    room.disk.fail("create", "Permission denied");
    assertThatExceptionOfType(StorageFailedException.class)
        .isThrownBy(() -> room.spool.create())
        .withMessageContaining("begin a received file: Permission denied");
  }
}
