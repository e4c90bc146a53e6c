package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.files.FaultyDisk;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBlobStoreTest extends BlobStoreContract {
  private static final byte[] CONTENT = "a support package".getBytes(StandardCharsets.UTF_8);

  @Override
  BlobStore store(StoreRoom room) {
    return room.blobs;
  }

  @Test
  void isAReadOnlyFileNamedByItsDigest() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    room.blobs.publish(received);
    Path file = room.blobs.localFile(received.digest()).orElseThrow();
    assertThat(file).hasBinaryContent(CONTENT).hasFileName(received.digest().hex());
    assertThat(DataLayoutTest.mode(file)).isEqualTo("r--------");
    assertThat(DataLayoutTest.mode(room.layout.shard(received.digest()))).isEqualTo("rwx------");
  }

  @Test
  void makesTheNameDurableAfterTheRename() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    room.disk.heal();
    room.blobs.publish(received);
    assertThat(room.disk.calls())
        .containsExactly(
            "makeDirectory", "forceDirectory", "makeReadOnly", "move", "forceDirectory");
  }

  @Test
  void listsNothingThatIsNotItsOwn() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    room.blobs.publish(received);
    Path shard = room.layout.shard(received.digest());
    Files.createFile(room.layout.blobs().resolve("README"));
    Files.createFile(shard.resolve("x.tmp"));
    Files.createDirectory(shard.resolve("cd".repeat(32)));
    String elsewhere = received.digest().hex().startsWith("00") ? "11" : "00";
    Files.createFile(shard.resolve(elsewhere.repeat(32)));
    String link = received.digest().hex().substring(0, 62) + elsewhere;
    Files.createSymbolicLink(shard.resolve(link), room.layout.lock());
    assertThat(room.blobs.list()).containsExactly(received.digest());
    assertThat(room.blobs.contains(new Sha256(link))).isFalse();
    assertThatThrownBy(() -> room.blobs.open(new Sha256(link))).isNotNull();
  }

  @Test
  void replacesABlobThatTheDiskCutShort() throws Exception {
    ReceivedFile first = room.receive(CONTENT);
    room.blobs.publish(first);
    Path file = room.layout.blob(first.digest());
    Files.delete(file);
    Files.writeString(file, "a sup");
    room.blobs.publish(room.receive(CONTENT));
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void publishesNothingThatWasCutShortInTheSpool() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    Files.writeString(room.layout.spoolFile(received.spoolName()), "a sup");
    assertThatExceptionOfType(StorageFailedException.class)
        .isThrownBy(() -> room.blobs.publish(received))
        .withMessageContaining("had 17 bytes and now has 5");
    assertThat(room.blobs.list()).isEmpty();
  }

  @Test
  void isAbsentWhenItsNameCannotBeMadeDurable() throws Exception {
    room.blobs.publish(room.receive(CONTENT));
    byte[] other = contentOfTheSameShard(CONTENT);
    ReceivedFile received = room.receive(other);
    room.disk.fail("forceDirectory", "Input/output error");
    assertThatExceptionOfType(StorageFailedException.class)
        .isThrownBy(() -> room.blobs.publish(received));
    assertThat(room.blobs.contains(received.digest())).isFalse();
    assertThat(room.disk.calls()).containsOnlyOnce("forceDirectory");
    assertThat(room.health.problem()).isPresent();
    assertThat(room.blobs.list()).hasSize(1);
  }

  // A shard of its own would be made durable first, which is another step.
  private byte[] contentOfTheSameShard(byte[] content) throws Exception {
    String wanted = digest(content).substring(0, 2);
    for (int i = 0; ; i++) {
      byte[] candidate = ("candidate " + i).getBytes(StandardCharsets.UTF_8);
      if (digest(candidate).startsWith(wanted)) {
        return candidate;
      }
    }
  }

  private static String digest(byte[] content) throws Exception {
    return Sha256.of(MessageDigest.getInstance("SHA-256").digest(content)).hex();
  }

  @Test
  void staysThereWhenAnEqualOneCannotBeMadeDurable() throws Exception {
    ReceivedFile first = room.receive(CONTENT);
    ReceivedFile second = room.receive(CONTENT);
    room.blobs.publish(first);
    room.disk.fail("forceDirectory", "Input/output error");
    assertThatExceptionOfType(StorageFailedException.class)
        .isThrownBy(() -> room.blobs.publish(second));
    assertThat(room.layout.blob(first.digest())).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"makeDirectory", "move"})
  void saysThatTheDiskIsFull(String step) throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    room.disk.fail(step, "No space left on device");
    assertThatExceptionOfType(StorageFullException.class)
        .isThrownBy(() -> room.blobs.publish(received));
    assertThat(room.blobs.list()).isEmpty();
    assertThat(room.health.problem()).isEmpty();
    room.disk.heal();
    room.spool.drop(received);
    assertThat(room.spooled()).isEmpty();
  }

  @Test
  void takesAnInterruptForNoFaultOfTheDisk() throws Exception {
    ReceivedFile received = room.receive(CONTENT);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(ClosedByInterruptException.class)
          .isThrownBy(() -> room.blobs.publish(received));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(room.blobs.contains(received.digest())).isFalse();
    assertThat(room.health.problem()).isEmpty();
  }

  @Test
  void isWholeOrAbsentWheneverTheServiceIsKilled() throws Exception {
    int steps = 0;
    boolean published = false;
    while (!published) {
      steps++;
      byte[] content = ("package " + steps).getBytes(StandardCharsets.UTF_8);
      Sha256 digest = new Sha256(digest(content));
      room.disk.killAt(steps);
      try {
        room.blobs.publish(room.receive(content));
        published = true;
      } catch (FaultyDisk.Killed e) {
        published = false;
      }
      room.close();
      room = new StoreRoom(room.layout.root());
      if (room.blobs.contains(digest)) {
        assertThat(room.blobs.localFile(digest).orElseThrow()).hasBinaryContent(content);
      }
      room.spool.sweep();
      assertThat(room.spooled()).isEmpty();
      room.blobs.publish(room.receive(content));
      assertThat(room.blobs.localFile(digest).orElseThrow()).hasBinaryContent(content);
    }
    // create, write, force; makeDirectory, forceDirectory, makeReadOnly, move, forceDirectory
    assertThat(steps).isEqualTo(9);
  }
}
