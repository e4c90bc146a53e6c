package io.netdepot.ssh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/** An SFTP server of one file that can lie about it, in as many ways as there are fields. */
final class ScriptedSftp implements SubsystemFactory {
  byte[] content = new byte[0];
  long saysSize = -1;
  int permissions = 0100644;
  int openStatus = 0;
  int lstatStatus = 0;
  int maxRead = Integer.MAX_VALUE;
  long failReadsFrom = Long.MAX_VALUE;
  boolean garbage;
  boolean silent;
  boolean answersMoreThanAsked;
  boolean endsAfterOpen;

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  ScriptedSftp content(byte[] bytes) {
    content = bytes;
    return this;
  }

  @Override
  public String getName() {
    return "sftp";
  }

  @Override
  public Command createSubsystem(ChannelSession channel) {
    return new Server();
  }

  private final class Server extends AbstractCommandSupport {
    Server() {
      super("sftp", null);
    }

    @Override
    public void run() {
      try {
        serve(
            new DataInputStream(getInputStream()),
            new DataOutputStream(new java.io.BufferedOutputStream(getOutputStream(), 64 * 1024)));
        onExit(0);
      } catch (IOException e) {
        onExit(1);
      }
    }

    private void serve(DataInputStream in, DataOutputStream out) throws IOException {
      while (true) {
        int length;
        try {
          length = in.readInt();
        } catch (EOFException e) {
          return;
        }
        int type = in.readUnsignedByte();
        if (silent) {
          in.skipNBytes(length - 1);
          continue;
        }
        if (garbage) {
          out.writeBytes("This account is not available.\r\n");
          out.flush();
          in.skipNBytes(length - 1);
          continue;
        }
        if (!answer(type, length, in, out)) {
          return;
        }
        out.flush();
      }
    }

    private boolean answer(int type, int length, DataInputStream in, DataOutputStream out)
        throws IOException {
      int id = in.readInt();
      switch (type) {
        case SftpProtocol.INIT -> {
          out.writeInt(5);
          out.writeByte(SftpProtocol.VERSION_REPLY);
          out.writeInt(3);
        }
        case SftpProtocol.LSTAT -> {
          in.skipNBytes(length - 5);
          if (lstatStatus != 0) {
            status(out, id, lstatStatus);
          } else {
            out.writeInt(1 + 4 + 4 + 8 + 4);
            out.writeByte(SftpProtocol.ATTRS);
            out.writeInt(id);
            out.writeInt(1 | 4);
            out.writeLong(saysSize < 0 ? content.length : saysSize);
            out.writeInt(permissions);
          }
        }
        case SftpProtocol.OPEN -> {
          in.skipNBytes(length - 5);
          if (openStatus != 0) {
            status(out, id, openStatus);
          } else {
            out.writeInt(1 + 4 + 4 + 1);
            out.writeByte(SftpProtocol.HANDLE);
            out.writeInt(id);
            out.writeInt(1);
            out.writeByte('h');
          }
          if (endsAfterOpen) {
            out.flush();
            return false;
          }
        }
        case SftpProtocol.READ -> {
          in.skipNBytes(in.readInt());
          read(out, id, in.readLong(), in.readInt());
        }
        default -> {
          in.skipNBytes(length - 5);
          status(out, id, 0);
        }
      }
      return true;
    }

    private void read(DataOutputStream out, int id, long offset, int wanted) throws IOException {
      if (offset >= failReadsFrom) {
        status(out, id, 4);
      } else if (offset >= content.length) {
        status(out, id, SftpProtocol.STATUS_EOF);
      } else {
        int length = (int) Math.min(Math.min(wanted, maxRead), content.length - offset);
        int sent = answersMoreThanAsked ? wanted + 1 : length;
        out.writeInt(1 + 4 + 4 + sent);
        out.writeByte(SftpProtocol.DATA);
        out.writeInt(id);
        out.writeInt(sent);
        out.write(content, (int) offset, length);
        out.write(new byte[sent - length]);
      }
    }

    private void status(DataOutputStream out, int id, int code) throws IOException {
      out.writeInt(1 + 4 + 4 + 4 + 2 + 4);
      out.writeByte(SftpProtocol.STATUS);
      out.writeInt(id);
      out.writeInt(code);
      out.writeInt(2);
      out.writeBytes("no");
      out.writeInt(0);
    }

    @Override
    public void destroy(ChannelSession channel) {
      getExecutorService().shutdownNow();
    }
  }
}
