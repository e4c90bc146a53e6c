package io.netdepot.images;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * An address that images are fetched from, as far as its text can be judged: which file it names,
 * or that it is a repository. What it leads to is judged where the connection is made.
 */
public sealed interface ImageAddress {
  /** Of one file. */
  record File(String url, ImageFileName name) implements ImageAddress {}

  /** Of a directory with a list of files: it ends in a slash. */
  record Directory(String url) implements ImageAddress {}

  /** Of nothing that we fetch. The sentence says why and what to do; it is safe to show. */
  record Refused(String sentence) implements ImageAddress {}

  /** The longest address that is taken. */
  int LONGEST = 2_000;

  /** Judges an address as somebody else wrote it. */
  static ImageAddress judge(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return new Refused("The address of the image is no URL; write http://host/path/file");
    }
    if (text.length() > LONGEST) {
      return new Refused("The address of the image has more than " + LONGEST + " characters");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!Set.of("http", "https", "scp", "sftp").contains(scheme) || uri.getHost() == null) {
      return new Refused(
          "The address of an image begins with http://, https://, scp:// or sftp:// and a host");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      return new Refused("The port in the address of the image is not one from 1 to 65535");
    }
    if (uri.getUserInfo() != null) {
      // It would be listed and logged.
      return new Refused(
          "The address of an image takes no login; register a remote server with the login instead");
    }
    // A slash that is written %2F is no end of a directory, but part of a name.
    String path = uri.getRawPath();
    if (path.endsWith("/")) {
      return new Directory(text);
    }
    if (path.isEmpty()) {
      return new Refused(
          "The address names no file; write the file's path, or end with / for a repository");
    }
    return switch (ImageFileName.judge(decoded(path.substring(path.lastIndexOf('/') + 1)))) {
      case ImageFileName.Verdict.Good(var name) -> new File(text, name);
      case ImageFileName.Verdict.Refused(var sentence) -> new Refused(sentence);
    };
  }

  private static String decoded(String segment) {
    return URI.create("/" + segment).getPath().substring(1);
  }
}
