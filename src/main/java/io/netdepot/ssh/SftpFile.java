package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A file on a switch, looked at and opened over SFTP. Every failure before the first byte is {@code
 * package-unreadable}, so that the route can try another way.
 */
final class SftpFile implements AutoCloseable {
  private static final int MOST_FILES = 10_000;
  private static final String NO_SUCH_FILE = "there is no such file on the switch";

  private final Connection connection;
  private final SftpChannel channel;
  private final Watch.Timer timer;
  private final FetchLimits limits;
  private final String path;

  SftpFile(
      Connection connection,
      SftpChannel channel,
      Watch.Timer timer,
      FetchLimits limits,
      String path) {
    this.connection = connection;
    this.channel = channel;
    this.timer = timer;
    this.limits = limits;
    this.path = path;
  }

  /** Opens the channel and agrees on the protocol. */
  void begin() throws SwitchFailure {
    connection.open(channel, timer);
    requireTime();
    SftpReplies.Reply reply = ask(channel::sendInit);
    if (reply.type() != SftpProtocol.VERSION_REPLY) {
      throw unreadable("the switch offers no SFTP");
    }
  }

  /** The size of the file, which has to be a regular one. */
  long size() throws SwitchFailure {
    return look().size();
  }

  /** What the switch says of the file, which has to be a regular one. */
  RemoteFile look() throws SwitchFailure {
    return lookIfThere().orElseThrow(() -> unreadable(NO_SUCH_FILE));
  }

  /** As {@link #look}; empty when there is no such file. */
  Optional<RemoteFile> lookIfThere() throws SwitchFailure {
    SftpReplies.Reply reply = ask(() -> channel.sendLstat(path));
    if (isNoSuchFile(reply)) {
      return Optional.empty();
    }
    if (reply.type() != SftpProtocol.ATTRS) {
      throw refused(reply);
    }
    SftpProtocol.Attributes attributes;
    try {
      attributes = SftpProtocol.attributes(reply.body());
    } catch (BufferUnderflowException e) {
      throw unreadable("the switch's answer is cut short");
    }
    String kind = attributes.kindUnlessRegular();
    if (!kind.isEmpty()) {
      throw unreadable("it is " + kind + ", not a file");
    }
    if (attributes.size() < 0) {
      throw unreadable("the switch does not say its size");
    }
    return Optional.of(
        new RemoteFile(
            attributes.size(),
            attributes.modified() < 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(attributes.modified()))));
  }

  /** The handle by which the file is read. */
  byte[] open() throws SwitchFailure {
    return handle(ask(() -> channel.sendOpen(path)));
  }

  private byte[] handle(SftpReplies.Reply reply) throws SwitchFailure {
    ByteBuffer body = reply.body();
    if (reply.type() != SftpProtocol.HANDLE || body.remaining() < 4) {
      throw refused(reply);
    }
    byte[] handle = new byte[Math.clamp(body.getInt(), 0, body.remaining())];
    body.get(handle);
    return handle;
  }

  /**
   * The files in this folder that are regular ones, each with its path; links and what has a
   * control character in its name are left out.
   */
  List<String> list() throws SwitchFailure {
    byte[] handle = handle(ask(() -> channel.sendOpenFolder(path)));
    List<String> found = new ArrayList<>();
    while (true) {
      SftpReplies.Reply reply = ask(() -> channel.sendReadFolder(handle));
      if (reply.type() != SftpProtocol.NAME) {
        if (isStatus(reply, SftpProtocol.STATUS_EOF)) {
          return found;
        }
        throw refused(reply);
      }
      addNames(reply.body(), found);
    }
  }

  private void addNames(ByteBuffer body, List<String> found) throws SwitchFailure {
    try {
      for (int left = body.getInt(); left > 0; left--) {
        String name = SftpProtocol.text(body);
        SftpProtocol.text(body);
        boolean regular = SftpProtocol.attributes(body).kindUnlessRegular().isEmpty();
        boolean folder = name.equals(".") || name.equals("..");
        if (regular && !folder && name.chars().noneMatch(Character::isISOControl)) {
          found.add(path + (path.endsWith("/") ? "" : "/") + name);
        }
        if (found.size() > MOST_FILES) {
          throw unreadable("there are more than " + MOST_FILES + " files");
        }
      }
    } catch (BufferUnderflowException e) {
      throw unreadable("the switch's answer is cut short");
    }
  }

  /** Deletes the file. */
  void remove() throws SwitchFailure {
    SftpReplies.Reply reply = ask(() -> channel.sendRemove(path));
    if (!isStatus(reply, SftpProtocol.STATUS_OK)) {
      throw refused(reply);
    }
  }

  private static boolean isStatus(SftpReplies.Reply reply, int status) {
    ByteBuffer body = reply.body();
    return reply.type() == SftpProtocol.STATUS
        && body.remaining() >= 4
        && body.getInt(body.position()) == status;
  }

  SftpChannel channel() {
    return channel;
  }

  String path() {
    return path;
  }

  /** Waits for a condition, for the channel's end or for the step's limit. */
  void await(BooleanSupplier until) throws SwitchFailure {
    connection
        .lifeline()
        .await(
            limits.phase(),
            () -> until.getAsBoolean() || channel.ended() || connection.gone() || timer.expired());
    requireTime();
  }

  /** The failure of a connection that was there and is not any more. */
  SwitchFailure lost() {
    return new SwitchFailure(connection.lost(), null);
  }

  boolean connectionIsLost() {
    return connection.isLost();
  }

  private interface Request {
    int send() throws IOException;
  }

  private SftpReplies.Reply ask(Request request) throws SwitchFailure {
    try {
      int id = request.send();
      await(() -> channel.has(id));
      return channel
          .collect(id)
          .orElseThrow(
              () ->
                  connectionIsLost()
                      ? lost()
                      : unreadable(channel.broken().orElse("the switch offers no SFTP")));
    } catch (IOException e) {
      throw connectionIsLost() ? lost() : unreadable("the switch offers no SFTP");
    }
  }

  private SwitchFailure refused(SftpReplies.Reply reply) {
    ByteBuffer body = reply.body();
    if (reply.type() != SftpProtocol.STATUS || body.remaining() < 4) {
      return unreadable("the switch's answer makes no sense");
    }
    return unreadable(
        switch (body.getInt()) {
          case SftpProtocol.STATUS_NO_SUCH_FILE -> NO_SUCH_FILE;
          case SftpProtocol.STATUS_PERMISSION_DENIED -> "the login may not read it over SFTP";
          default -> "the switch says: " + message(body);
        });
  }

  private static boolean isNoSuchFile(SftpReplies.Reply reply) {
    ByteBuffer body = reply.body();
    return reply.type() == SftpProtocol.STATUS
        && body.remaining() >= 4
        && body.getInt(body.position()) == SftpProtocol.STATUS_NO_SUCH_FILE;
  }

  private static String message(ByteBuffer body) {
    if (body.remaining() < 4) {
      return "no";
    }
    byte[] text = new byte[Math.clamp(body.getInt(), 0, Math.min(200, body.remaining()))];
    body.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private SwitchFailure unreadable(String why) {
    return new SwitchFailure(
        FailureReason.PACKAGE_UNREADABLE,
        limits.phase(),
        path + " cannot be " + done() + ": " + why);
  }

  private void requireTime() throws SwitchFailure {
    if (timer.expired()) {
      throw new SwitchFailure(
          FailureReason.TIMED_OUT,
          limits.phase(),
          path
              + " was not "
              + done()
              + " within "
              + Durations.format(limits.timeout())
              + ", the timeout of this step ("
              + limits.phase().word()
              + ")");
    }
  }

  @Override
  public void close() {
    channel.close(false);
  }

  private String done() {
    return switch (limits.phase()) {
      case LIST -> "listed";
      case CLEAN -> "deleted";
      default -> "fetched";
    };
  }
}
