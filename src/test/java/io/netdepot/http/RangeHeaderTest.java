package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.http.RangeHeader.Choice;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-, 0, 999",
    "bytes=999-, 999, 999",
    "bytes=10-19, 10, 19",
    "bytes=10-5000, 10, 999",
    "bytes=-1, 999, 999",
    "bytes=-1000, 0, 999",
    "bytes=-5000, 0, 999",
    "BYTES=1-2, 1, 2",
    "bytes = 1 - 2, 1, 2",
    "bytes=1-99999999999999999999999, 1, 999",
    "bytes=-99999999999999999999999, 0, 999",
  })
  void choosesAPart(String header, long first, long last) {
    assertThat(RangeHeader.choose(header, 1000)).isEqualTo(new Choice.Part(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=99999999999999999999-"})
  void saysWhenNoByteIsInTheRange(String header) {
    assertThat(RangeHeader.choose(header, 1000)).isEqualTo(new Choice.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-3",
        "bytes=1-2,4-5",
        "items=0-1",
        "bytes=--1",
        "bytes=0x1-2",
        "bytes=1.0-2",
        "bytes=٣-٤"
      })
  void sendsTheWholeFileForWhatItDoesNotRead(String header) {
    assertThat(RangeHeader.choose(header, 1000)).isEqualTo(new Choice.Whole());
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-, true", "bytes=0-0, true", "bytes=-1, false", "bytes=-0, true"})
  void knowsAnEmptyFile(String header, boolean unsatisfiable) {
    assertThat(RangeHeader.choose(header, 0))
        .isEqualTo(unsatisfiable ? new Choice.Unsatisfiable() : new Choice.Whole());
  }

  @Property
  void neverLeavesTheFile(@ForAll String header, @ForAll @LongRange(min = 0) long size) {
    assertInside(RangeHeader.choose(header, size), size);
  }

  @Property
  void neverLeavesTheFileForWhatLooksLikeARange(
      @ForAll @IntRange(max = 30) int first, @ForAll @IntRange(max = 30) int last) {
    for (long size = 0; size < 12; size++) {
      assertInside(RangeHeader.choose("bytes=" + first + "-" + last, size), size);
      assertInside(RangeHeader.choose("bytes=" + first + "-", size), size);
      assertInside(RangeHeader.choose("bytes=-" + last, size), size);
    }
  }

  private static void assertInside(Choice choice, long size) {
    if (choice instanceof Choice.Part part) {
      assertThat(part.first()).isBetween(0L, size - 1);
      assertThat(part.last()).isBetween(part.first(), size - 1);
      assertThat(part.length()).isPositive();
    }
  }
}
