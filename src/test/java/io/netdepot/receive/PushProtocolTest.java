package io.netdepot.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.common.SftpConstants;
import org.jspecify.annotations.Nullable;

/** Whatever a client sends, it gets an answer or loses its connection, and never a file more. */
class PushProtocolTest {
  private static final String FOLDER = "package-1";

  private @Nullable Path folder;
  private @Nullable ReceiverSite site;

  @BeforeProperty
  void start() throws IOException {
    Path made = Files.createTempDirectory("push");
    folder = made;
    site = new ReceiverSite(made);
  }

  @AfterProperty
  void stop() throws IOException {
    if (site != null) {
      site.close();
    }
    if (folder != null) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Property
  void answersAnyRequest(@ForAll @IntRange(min = 0, max = 255) int type, @ForAll byte[] rest)
      throws Exception {
    ReceiverSite running = java.util.Objects.requireNonNull(site);
    try (Reception reception = running.open(1_000)) {
      PushProtocol protocol = new PushProtocol(FOLDER, ((PushReception) reception).bytes());
      Buffer request = new ByteArrayBuffer();
      request.putByte((byte) type);
      request.putRawBytes(rest);
      try {
        assertThat(protocol.answer(request).available()).isPositive();
      } catch (BufferException e) {
        assertThat(e).as("the connection ends").isNotNull();
      }
    }
    assertThat(running.litter()).isEmpty();
  }

  @Property
  void answersAnyNames(@ForAll String path, @ForAll byte[] content) throws Exception {
    ReceiverSite running = java.util.Objects.requireNonNull(site);
    try (Reception reception = running.open(10)) {
      PushProtocol protocol = new PushProtocol(FOLDER, ((PushReception) reception).bytes());
      int opened = type(protocol.answer(open(path)));
      assertThat(opened)
          .isEqualTo(
              PushPath.parse(FOLDER, path) instanceof PushPath.File
                  ? SftpConstants.SSH_FXP_HANDLE
                  : SftpConstants.SSH_FXP_STATUS);
      Buffer write = request(SftpConstants.SSH_FXP_WRITE);
      write.putString("package");
      write.putLong(0);
      write.putBytes(content);
      assertThat(type(protocol.answer(write))).isEqualTo(SftpConstants.SSH_FXP_STATUS);
    }
    assertThat(running.litter()).isEmpty();
  }

  private static Buffer open(String path) {
    Buffer request = request(SftpConstants.SSH_FXP_OPEN);
    request.putString(path);
    request.putInt(SftpConstants.SSH_FXF_WRITE | SftpConstants.SSH_FXF_CREAT);
    request.putInt(0);
    return request;
  }

  private static Buffer request(int type) {
    Buffer request = new ByteArrayBuffer();
    request.putByte((byte) type);
    request.putInt(7);
    return request;
  }

  private static int type(Buffer answer) {
    return answer.getUByte();
  }
}
