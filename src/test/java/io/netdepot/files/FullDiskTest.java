package io.netdepot.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FullDiskTest {
  @Test
  void knowsWhatTheSystemSays() {
    assertThat(FullDisk.isTold(new IOException("No space left on device"))).isTrue();
    assertThat(FullDisk.isTold(new FileSystemException("/a", null, "Disk quota exceeded")))
        .isTrue();
  }

  @Test
  void takesNoNameAndNothingElseForThat() {
    assertThat(FullDisk.isTold(new IOException("Input/output error"))).isFalse();
    assertThat(FullDisk.isTold(new FileSystemException("/No space left on device"))).isFalse();
    assertThat(FullDisk.isTold(new IOException())).isFalse();
  }
}
