package io.netdepot.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingWriterTest {
  /** Whatever a recording can hold. */
  private static final String ALL =
      """
      recording 1
      platform onyx
      release 3.8
      source seen everywhere
      shows All there is.
      ends command-failed no such file
      setting collect.stall=1 s
      host sw1
      identification Onyx
      banner \\sbanner
      banner
      ssh no-login
      sftp none
      login admin pass word
      mode start sw1 >\\s
      mode password silent Password:\\s
      folder /var/dump
      file /var/dump/a.tgz tar.gz 64 KiB
        denied
        kept
        says 70 KiB
        cuts-at 1 KiB
        stalls-at 2000 B
      file /etc/motd text
        line one
        line
        line \\ttwo\\s

      greeting
        out hello \\e[1mworld

      exec-like show (?<what>\\w+)
        when start
        times 2
        out ${what}
        put no end
        err oops
        err-put oops
        send /etc/motd
        wait 20 ms
        create /a/b text
          line one
        delete /a/b
        become busy
        exit 3

      exec kill
        when busy
        signal KILL

      exec refuse
        refuse

      input enable
        mode start
        enter password

      input
        mode password
        more lines 1-2

      otherwise exec
        close

      http POST /a?b=c
        body "@upload"
        body-like "remote-url": "(?<url>[^"]+)"
        status 202
        header Location: /a/1
        out 1
        push /etc/motd ${url}
          or-become failed

      http POST /fetch
        body-like "url": "(?<from>[^"]+)"
        fetch /etc/${host} ${from}
          or-become failed
        fetch /etc/motd ${from}

      http-like GET /a/\\d+
        when failed
        hang

      http GET /cut
        cut

      unauthorized
        status 403
      """;

  @Test
  void writesWhatItReads() throws Exception {
    assertThat(RecordingWriter.write(RecordingReader.read("a", ALL))).isEqualTo(ALL);
  }

  static Stream<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/devices"))) {
      return files.filter(file -> file.toString().endsWith(".device")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatItWritesIsReadAsTheSame(Path file) throws Exception {
    Recording recording = RecordingReader.read(file);

    String written = RecordingWriter.write(recording);

    // The lines of scenes have moved, as remarks are gone.
    assertThat(RecordingWriter.write(RecordingReader.read("again", written))).isEqualTo(written);
  }

  @Property
  void everyTextComesBack(@ForAll @StringLength(max = 40) String text) {
    String written = Escapes.write(text);

    assertThat(Escapes.read(written)).isEqualTo(text);
    assertThat(written).doesNotContain("\n", "\t").doesNotEndWith(" ").doesNotStartWith(" ");
  }
}
