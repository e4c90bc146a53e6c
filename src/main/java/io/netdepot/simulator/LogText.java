package io.netdepot.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Lines as a switch logs them, the same ones for the same seed. */
final class LogText {
  private static final String[] LINES = {
    " INFO orchagent: :- doPortTask: Set port swp",
    " NOTICE nmx-controller[812]: heartbeat accepted from chassis slot ",
    " WARNING thermalctld: fan tray speed deviates, target percent ",
    " INFO fabricmanager[1290]: link up, lanes trained, port guid 0x",
    " ERR syncd#SDK: register access retried, device ",
    " INFO nvued: applied revision, request ",
    " INFO sshd[2210]: session opened for user admin, uid 1000, id ",
    " DEBUG pmon#xcvrd: module temperature poll done, module ",
  };

  private final SplittableRandom random;
  private int seconds;

  LogText(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next so many bytes of the log. */
  byte[] next(int length) {
    StringBuilder text = new StringBuilder(length + 128);
    while (text.length() < length) {
      seconds += random.nextInt(3);
      text.append("2026-01-05T");
      two(text, seconds / 3600 % 24).append(':');
      two(text, seconds / 60 % 60).append(':');
      two(text, seconds % 60).append('.').append(100_000 + random.nextInt(900_000));
      text.append(LINES[random.nextInt(LINES.length)])
          .append(Integer.toHexString(random.nextInt()))
          .append('\n');
    }
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), length);
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
