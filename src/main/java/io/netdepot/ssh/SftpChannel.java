package io.netdepot.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * The channel of an SFTP server: sends requests, hands replies out by their id. One thread uses it.
 */
final class SftpChannel extends ChannelSubsystem {
  private final SftpReplies replies;
  private int lastId;
  private volatile boolean ended;

  /**
   * @param window how many bytes the switch may send before it hears that they were taken
   * @param heard run for whatever came
   * @param onChange run when a reply is whole and when the channel's end is reached
   */
  SftpChannel(long window, Runnable heard, Runnable onChange, LongConsumer onData) {
    super("sftp");
    replies = new SftpReplies(onChange, onData);
    CoreModuleProperties.WINDOW_SIZE.set(this, window);
    CoreModuleProperties.MAX_PACKET_SIZE.set(this, Transfers.PACKET);
    setOut(new Heard(replies, heard));
    setErr(OutputStream.nullOutputStream());
    addCloseFutureListener(
        closed -> {
          ended = true;
          onChange.run();
        });
  }

  /** Whether no reply will come any more: the end of the channel, or bytes that are no SFTP. */
  boolean ended() {
    return ended || replies.isBroken();
  }

  Optional<String> broken() {
    return replies.broken();
  }

  boolean has(int id) {
    return replies.has(id);
  }

  Optional<SftpReplies.Reply> collect(int id) {
    return replies.collect(id);
  }

  /** Says hello; the reply has the id 0. */
  int sendInit() throws IOException {
    send(
        packet -> {
          packet.writeByte(SftpProtocol.INIT);
          packet.writeInt(SftpProtocol.VERSION);
        });
    flush();
    return 0;
  }

  /** Asks what a path is, without following a link. */
  int sendLstat(String path) throws IOException {
    return send(SftpProtocol.LSTAT, path.getBytes(StandardCharsets.UTF_8));
  }

  /** Opens a folder; the reply has its handle. */
  int sendOpenFolder(String path) throws IOException {
    return send(SftpProtocol.OPENDIR, path.getBytes(StandardCharsets.UTF_8));
  }

  /** Asks for some more of what is in a folder. */
  int sendReadFolder(byte[] handle) throws IOException {
    return send(SftpProtocol.READDIR, handle);
  }

  int sendRemove(String path) throws IOException {
    return send(SftpProtocol.REMOVE, path.getBytes(StandardCharsets.UTF_8));
  }

  private int send(int type, byte[] pathOrHandle) throws IOException {
    int id = ++lastId;
    send(
        packet -> {
          packet.writeByte(type);
          packet.writeInt(id);
          writeString(packet, pathOrHandle);
        });
    flush();
    return id;
  }

  int sendOpen(String path) throws IOException {
    int id = ++lastId;
    send(
        packet -> {
          packet.writeByte(SftpProtocol.OPEN);
          packet.writeInt(id);
          writeString(packet, path.getBytes(StandardCharsets.UTF_8));
          packet.writeInt(SftpProtocol.OPEN_FOR_READING);
          packet.writeInt(0);
        });
    flush();
    return id;
  }

  /** Asks for what a read misses; call {@link #flush} after the last of several. */
  void sendRead(byte[] handle, SftpRead read) throws IOException {
    int id = ++lastId;
    replies.expect(id, read);
    send(
        packet -> {
          packet.writeByte(SftpProtocol.READ);
          packet.writeInt(id);
          writeString(packet, handle);
          packet.writeLong(read.missingFrom());
          packet.writeInt(read.missing());
        });
  }

  /** Lets the file go; nobody waits for the reply. */
  void sendClose(byte[] handle) throws IOException {
    int id = ++lastId;
    send(
        packet -> {
          packet.writeByte(SftpProtocol.CLOSE);
          packet.writeInt(id);
          writeString(packet, handle);
        });
    flush();
  }

  void flush() throws IOException {
    getInvertedIn().flush();
  }

  // The library's own way logs a warning; that a switch offers no SFTP is foreseen.
  @Override
  public void handleFailure() {
    close(true);
  }

  private interface Content {
    void writeTo(DataOutputStream packet) throws IOException;
  }

  private void send(Content content) throws IOException {
    getInvertedIn().write(framed(content));
  }

  private static byte[] framed(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream packet = new DataOutputStream(bytes);
    try {
      packet.writeInt(0);
      content.writeTo(packet);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory cannot fail", e);
    }
    byte[] whole = bytes.toByteArray();
    java.nio.ByteBuffer.wrap(whole).putInt(whole.length - 4);
    return whole;
  }

  private static void writeString(DataOutputStream packet, byte[] bytes) throws IOException {
    packet.writeInt(bytes.length);
    packet.write(bytes);
  }

  /** Tells of everything that comes before it goes on. */
  private static final class Heard extends OutputStream {
    private final OutputStream next;
    private final Runnable heard;

    Heard(OutputStream next, Runnable heard) {
      this.next = next;
      this.heard = heard;
    }

    @Override
    public void write(int one) throws IOException {
      heard.run();
      next.write(one);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      heard.run();
      next.write(from, offset, length);
    }
  }
}
