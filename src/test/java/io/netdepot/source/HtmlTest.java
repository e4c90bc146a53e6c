package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are said to be images. */
class HtmlTest {
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  private static boolean begins(String text, Charset charset) {
    byte[] bytes = text.getBytes(charset);
    return Html.begins(bytes, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "<HTML lang='en'>",
        "<!DOCTYPE  html>",
        " \r\n\t<!doctype html><title>a</title>",
        "<!-- c --><html>",
        "<!-- c -->\n<!-- <d> -->\n<html>",
        "<?xml version='1.0'?>\n<!-- c --><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<head><title>Log in</title>",
        "<script>location = '/login'</script>",
      })
  void pagesAreSeen(String page) {
    assertThat(CHARSETS)
        .allSatisfy(
            charset -> {
              assertThat(begins(page, charset)).as("plain").isTrue();
              assertThat(begins("\uFEFF" + page, charset)).as("with a mark").isTrue();
              assertThat(begins("\uFEFF \n" + page, charset)).as("with blanks").isTrue();
            });
  }

  @Test
  void aCommentWithoutAnEndIsNoImage() {
    assertThat(begins("<!-- " + "c".repeat(10_000) + " --><html>", StandardCharsets.UTF_8))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "\uFEFF",
        "#!/bin/sh\n# <html>",
        "<?xml version='1.0'?><domain type='kvm'>",
        "<headers>",
        "0 <html>",
      })
  void otherFilesAreNoPages(String file) {
    assertThat(CHARSETS)
        .allSatisfy(charset -> assertThat(begins(file, charset)).as(file).isFalse());
  }
}
