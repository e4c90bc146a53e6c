package io.netdepot.source;

import io.netdepot.store.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a repository says it holds. A line that makes no sense is left out, and the others are
 * believed; a text without any good line is no list. The names in it are hostile data; whoever
 * keeps one checks it first.
 *
 * @param files in the order of the list, each name once
 * @param leftOut a sentence for each line, or name, that is not believed
 */
public record Manifest(List<Entry> files, List<String> leftOut) {
  /** The longest list that is read, in bytes. */
  public static final int LONGEST = 4 * 1024 * 1024;

  private static final int MOST_FILES = 20_000;
  private static final int LONGEST_NAME = 1024;

  // Pulp, file plugin: name, SHA-256 and size, with commas; a name may have some too.
  private static final Pattern PULP = Pattern.compile("(.+),([0-9A-Fa-f]{64}),(\\d{1,18})");
  // coreutils: * marks a file that was read as binary; a name with odd characters is escaped, which
  // the backslash in front says.
  private static final Pattern COREUTILS = Pattern.compile("([0-9A-Fa-f]{64}) [ *](.+)");
  private static final Pattern BSD = Pattern.compile("SHA256 ?\\((.+)\\) ?= ?([0-9A-Fa-f]{64})");
  private static final Pattern BARE = Pattern.compile("[0-9A-Fa-f]{64}");

  /** A file that a list names. */
  public record Entry(String name, Sha256 digest, OptionalLong size) {}

  public Manifest {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }

  /** The lists that are looked for in a repository, the better one first: it has sizes. */
  public enum Kind {
    PULP_MANIFEST,
    SHA256SUMS;

    /** Its name in the repository. */
    public String fileName() {
      return name();
    }

    /**
     * Reads a list of this kind.
     *
     * @throws SourceFailure {@code bad-list} when it has no good line, or more than may be
     */
    public Manifest parse(String text) throws SourceFailure {
      return this == PULP_MANIFEST
          ? Manifest.parse(text, Manifest::pulp)
          : Manifest.parse(text, Manifest::sum);
    }
  }

  /**
   * The digest that a {@code .sha256} beside a file declares for it: alone, or in a line with the
   * file's name.
   *
   * @throws SourceFailure {@code bad-list} when it declares none for this file
   */
  public static Sha256 digestBeside(String fileName, String text) throws SourceFailure {
    String stripped = text.strip();
    if (BARE.matcher(stripped).matches()) {
      return digest(stripped);
    }
    for (Entry entry : parse(text, Manifest::sum).files()) {
      // Written where the file was built, with its path there.
      if (entry.name().substring(entry.name().lastIndexOf('/') + 1).equals(fileName)) {
        return entry.digest();
      }
    }
    throw bad("The .sha256 beside the file declares a digest for another name than its own");
  }

  @FunctionalInterface
  private interface Line {
    Optional<Entry> read(String line);
  }

  private static Manifest parse(String text, Line form) throws SourceFailure {
    Map<String, Entry> files = new LinkedHashMap<>();
    Set<String> doubtful = new HashSet<>();
    List<String> leftOut = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Optional<Entry> entry = form.read(line).filter(read -> read.name().length() <= LONGEST_NAME);
      if (entry.isEmpty()) {
        leftOut.add(of(number, "makes no sense"));
      } else {
        Entry other = files.putIfAbsent(entry.get().name(), entry.get());
        // Nobody knows which of the two is right.
        if (other != null && !other.equals(entry.get()) && doubtful.add(other.name())) {
          leftOut.add(of(number, "names a file again, with another digest or size"));
        }
      }
      if (files.size() + leftOut.size() > MOST_FILES) {
        throw bad(of(number, "is one file too many; a list has at most " + MOST_FILES));
      }
    }
    files.keySet().removeAll(doubtful);
    if (files.isEmpty() && !leftOut.isEmpty()) {
      throw bad(leftOut.getFirst());
    }
    return new Manifest(List.copyOf(files.values()), leftOut);
  }

  private static Optional<Entry> pulp(String line) {
    Matcher matcher = PULP.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Entry(
                plain(matcher.group(1)),
                digest(matcher.group(2)),
                OptionalLong.of(Long.parseLong(matcher.group(3)))))
        : Optional.empty();
  }

  private static Optional<Entry> sum(String line) {
    Matcher coreutils = COREUTILS.matcher(line);
    if (coreutils.matches()) {
      return Optional.of(entry(coreutils.group(2), coreutils.group(1)));
    }
    Matcher bsd = BSD.matcher(line);
    return bsd.matches() ? Optional.of(entry(bsd.group(1), bsd.group(2))) : Optional.empty();
  }

  private static Entry entry(String name, String digest) {
    return new Entry(plain(name), digest(digest), OptionalLong.empty());
  }

  // `sha256sum ./*` writes it so.
  private static String plain(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }

  private static Sha256 digest(String hex) {
    return new Sha256(hex.toLowerCase(Locale.ROOT));
  }

  private static String of(int line, String what) {
    return "Line " + line + " of the list " + what;
  }

  private static SourceFailure bad(String sentence) {
    return new SourceFailure(SourceFailure.Reason.BAD_LIST, sentence);
  }
}
