package io.netdepot.images;

import io.netdepot.source.SourceUri;

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

  /** Judges an address as somebody else wrote it. */
  static ImageAddress judge(String text) {
    SourceUri uri;
    try {
      uri = SourceUri.parse(text);
    } catch (IllegalArgumentException e) {
      return new Refused("Nothing can be fetched from that address: " + e.getMessage());
    }
    if (uri.isRepository()) {
      return new Directory(uri.text());
    }
    // A slash that is written %2F is no end of a directory, but part of a name.
    return uri.fileName()
        .map(ImageFileName::judge)
        .map(verdict -> named(uri, verdict))
        .orElseGet(
            () ->
                new Refused(
                    "The address ends with / and has a query, which the addresses of a repository's"
                        + " files cannot have; leave the query out, or write the path of one file"));
  }

  private static ImageAddress named(SourceUri uri, ImageFileName.Verdict verdict) {
    return switch (verdict) {
      case ImageFileName.Verdict.Good(var name) -> new File(uri.text(), name);
      case ImageFileName.Verdict.Refused(var sentence) -> new Refused(sentence);
    };
  }
}
