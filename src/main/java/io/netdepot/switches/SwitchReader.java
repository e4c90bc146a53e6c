package io.netdepot.switches;

import io.netdepot.config.Network;
import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.Transport;
import io.netdepot.secret.LoginKeyFile;
import io.netdepot.ssh.ExpectedKey;
import io.netdepot.ssh.JumpHost;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import io.netdepot.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the file of switches; one look finds all that is wrong. */
final class SwitchReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern NAME_PATTERN = Pattern.compile("[A-Za-z0-9_.*?-]{1,253}");
  private static final Pattern USER = Pattern.compile("[^\\s\\p{Cntrl}:@/]{1,255}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String SHA_256_PREFIX = "sha256:";
  private static final String ON_FIRST_SIGHT = "accept-new";
  private static final Set<String> KINDS = Set.of("address", "network", "name", "profile");
  private static final Set<String> SAID =
      Set.of("platform", "transport", "port", "rest-port", "jump", "certificate");
  private static final Set<String> JUMP_KEYS =
      Set.of("name", "host", "port", "user", "key-file", "host-key");
  private static final int MOST_PROBLEMS = 20;
  private static final int SSH_PORT = 22;
  private static final int LAST_PORT = 65_535;

  private final String file;
  private final Path base;
  private final Predicate<String> hasSteps;

  // Mutable state
  private final List<FileProblem> problems = new ArrayList<>();

  private SwitchReader(String file, Path base, Predicate<String> hasSteps) {
    this.file = file;
    this.base = base;
    this.hasSteps = hasSteps;
  }

  /**
   * Reads all of it.
   *
   * @param base the folder that relative paths begin at
   * @param hasSteps whether there are step routes whose names end so
   * @throws FileRefusedException with everything that is wrong
   */
  static SwitchPlan read(String file, String text, Path base, Predicate<String> hasSteps)
      throws FileRefusedException {
    SwitchReader reader = new SwitchReader(file, base, hasSteps);
    SwitchPlan plan =
        YamlMap.read(file, text, Set.of("switches", "jumps"), reader::problem)
            .map(reader::plan)
            .orElseGet(() -> new SwitchPlan(List.of(), Map.of()));
    if (!reader.problems.isEmpty()) {
      // Whoever mends these sees the others then.
      throw new FileRefusedException(reader.problems.stream().limit(MOST_PROBLEMS).toList());
    }
    return plan;
  }

  private void problem(Optional<Integer> line, String reason) {
    problems.add(new FileProblem(file, line, reason));
  }

  private SwitchPlan plan(YamlMap root) {
    Map<String, JumpHost> jumps = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (YamlMap entry : root.maps("jumps", "A jump host", JUMP_KEYS)) {
      Optional<JumpHost> jump = jump(entry);
      entry.text("name").ifPresent(names::add);
      if (jump.isPresent() && jumps.putIfAbsent(jump.get().name(), jump.get()) != null) {
        problem(
            entry.line("name"),
            "There are two jump hosts with the name '" + jump.get().name() + "'");
      }
    }
    Set<String> keys = new HashSet<>(KINDS);
    keys.addAll(SAID);
    List<SwitchRule> rules =
        root.maps("switches", "An entry", keys).stream().map(entry -> rule(entry, names)).toList();
    return new SwitchPlan(rules, jumps);
  }

  private SwitchRule rule(YamlMap entry, Set<String> jumps) {
    SwitchMatch match = match(entry);
    int before = problems.size();
    SwitchRule rule =
        new SwitchRule(
            match,
            entry.text("platform").filter(text -> isPlatform(entry, text)),
            entry.text("transport").flatMap(text -> transport(entry, text)),
            port(entry, "port"),
            port(entry, "rest-port"),
            entry.text("jump").filter(text -> isJump(entry, text, jumps)),
            entry.text("certificate").flatMap(text -> trust(entry, text)));
    if (entry.keys().stream().noneMatch(KINDS::contains)) {
      problem(
          entry.line(),
          "The entry does not say for which switches: address, network, name, profile");
    } else if (entry.keys().stream().noneMatch(SAID::contains)) {
      problem(
          entry.line(),
          "The entry says nothing about its switches: platform, transport, port, rest-port, jump,"
              + " certificate");
    } else if (problems.size() == before) {
      requireSteps(entry, rule);
    }
    return rule;
  }

  private SwitchMatch match(YamlMap entry) {
    Set<SwitchAddress> addresses = new HashSet<>();
    List<Network> networks = new ArrayList<>();
    List<Pattern> names = new ArrayList<>();
    Set<String> profiles = new HashSet<>();
    for (YamlMap.Line line : entry.oneOrMore("address")) {
      SwitchAddress.parse(line.text())
          .ifPresentOrElse(
              addresses::add,
              () ->
                  problem(
                      line.number(),
                      "'" + line.text() + "' is neither an IP address nor a host name"));
    }
    for (YamlMap.Line line : entry.oneOrMore("network")) {
      Network.parse(line.text())
          .ifPresentOrElse(
              networks::add,
              () ->
                  problem(
                      line.number(),
                      "'"
                          + line.text()
                          + "' is not a network such as 10.20.0.0/16, whose bits after the 16 are zero"));
    }
    for (YamlMap.Line line : entry.oneOrMore("name")) {
      if (NAME_PATTERN.matcher(line.text()).matches()) {
        names.add(SwitchMatch.pattern(line.text()));
      } else {
        problem(
            line.number(),
            "'"
                + line.text()
                + "' is not a host name, in which * stands for any characters and ? for one");
      }
    }
    entry.oneOrMore("profile").forEach(line -> profiles.add(line.text()));
    return new SwitchMatch(addresses, networks, names, profiles);
  }

  private boolean isPlatform(YamlMap entry, String text) {
    if (NAME.matcher(text).matches()) {
      return true;
    }
    problem(
        entry.line("platform"),
        "platform is the name of a route file in lower-case letters, digits and hyphens, not '"
            + text
            + "'");
    return false;
  }

  private void requireSteps(YamlMap entry, SwitchRule rule) {
    for (String steps : new SwitchPlan(List.of(rule), Map.of()).steps()) {
      if (!steps.equals(io.netdepot.fleet.Access.AUTO) && !hasSteps.test(steps)) {
        problem(
            entry.line("platform"),
            "No route is from direct:collect-"
                + steps
                + "; is there a file for it in routes/platforms?");
      }
    }
  }

  private Optional<Transport> transport(YamlMap entry, String text) {
    for (Transport transport : Transport.values()) {
      if (transport.word().equals(text)) {
        return Optional.of(transport);
      }
    }
    problem(entry.line("transport"), "transport is ssh or rest, not '" + text + "'");
    return Optional.empty();
  }

  private Optional<Integer> port(YamlMap entry, String key) {
    Optional<String> text = entry.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int port = Integer.parseInt(text.get());
      if (port >= 1 && port <= LAST_PORT) {
        return Optional.of(port);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    problem(entry.line(key), key + " is a whole number from 1 to 65535, not '" + text.get() + "'");
    return Optional.empty();
  }

  private boolean isJump(YamlMap entry, String text, Set<String> jumps) {
    if (text.equals(SwitchPlan.DIRECTLY) || jumps.contains(text)) {
      return true;
    }
    problem(entry.line("jump"), "There is no jump host '" + text + "' under jumps");
    return false;
  }

  private Optional<CertificateTrust> trust(YamlMap entry, String text) {
    if (text.equals(ON_FIRST_SIGHT)) {
      return Optional.of(new CertificateTrust.OnFirstSight());
    }
    if (text.startsWith(SHA_256_PREFIX)) {
      String digest =
          text.substring(SHA_256_PREFIX.length()).replace(":", "").toLowerCase(Locale.ROOT);
      if (SHA_256.matcher(digest).matches()) {
        return Optional.of(new CertificateTrust.Pinned(digest));
      }
      problem(
          entry.line("certificate"),
          "'" + text + "' does not have the 64 hexadecimal digits of a SHA-256 digest");
      return Optional.empty();
    }
    return existing(entry, "certificate", text)
        .filter(file -> holdsCertificates(entry, file))
        .map(CertificateTrust.SignedBy::new);
  }

  private boolean holdsCertificates(YamlMap entry, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (!CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        return true;
      }
      problem(entry.line("certificate"), "The file " + file + " holds no certificates in PEM");
    } catch (CertificateException e) {
      problem(entry.line("certificate"), "The file " + file + " holds no certificates in PEM");
    } catch (IOException e) {
      problem(entry.line("certificate"), "The file " + file + " cannot be read (certificate)");
    }
    return false;
  }

  private Optional<JumpHost> jump(YamlMap entry) {
    int before = problems.size();
    Optional<String> name = required(entry, "name").filter(text -> isJumpName(entry, text));
    Optional<SwitchAddress> host = required(entry, "host").flatMap(text -> host(entry, text));
    Optional<String> user = required(entry, "user").filter(text -> isUser(entry, text));
    Optional<Path> key =
        required(entry, "key-file")
            .flatMap(text -> existing(entry, "key-file", text))
            .filter(file -> isKeyOfOurs(entry, file));
    int port = port(entry, "port").orElse(SSH_PORT);
    Optional<ExpectedKey> hostKey = entry.text("host-key").flatMap(text -> hostKey(entry, text));
    return problems.size() == before
        ? Optional.of(
            new JumpHost(
                name.orElseThrow(),
                host.orElseThrow(),
                port,
                user.orElseThrow(),
                key.orElseThrow(),
                hostKey))
        : Optional.empty();
  }

  private boolean isKeyOfOurs(YamlMap entry, Path file) {
    Optional<String> why = LoginKeyFile.problem(file);
    why.ifPresent(
        end -> problem(entry.line("key-file"), "The file " + file + " (key-file) " + end));
    return why.isEmpty();
  }

  private Optional<String> required(YamlMap entry, String key) {
    if (!entry.has(key)) {
      problem(entry.line(), "The jump host has no " + key);
    }
    return entry.text(key);
  }

  private boolean isJumpName(YamlMap entry, String text) {
    if (NAME.matcher(text).matches() && !text.equals(SwitchPlan.DIRECTLY)) {
      return true;
    }
    problem(
        entry.line("name"),
        "The name '"
            + text
            + "' is not made of lower-case letters, digits and hyphens, at most 63, or is 'none',"
            + " which means no jump host");
    return false;
  }

  private boolean isUser(YamlMap entry, String text) {
    if (USER.matcher(text).matches()) {
      return true;
    }
    problem(entry.line("user"), "'" + text + "' is not the name of a user");
    return false;
  }

  private Optional<SwitchAddress> host(YamlMap entry, String text) {
    Optional<SwitchAddress> host = SwitchAddress.parse(text);
    if (host.isEmpty()) {
      problem(entry.line("host"), "'" + text + "' is neither an IP address nor a host name");
    }
    return host;
  }

  private Optional<ExpectedKey> hostKey(YamlMap entry, String text) {
    Optional<ExpectedKey> key = ExpectedKey.parse(text);
    if (key.isEmpty()) {
      problem(
          entry.line("host-key"),
          "host-key is the type and the key as ssh-keyscan shows them, such as ssh-ed25519 AAAA…");
    }
    return key;
  }

  private Optional<Path> existing(YamlMap entry, String key, String text) {
    try {
      Path path = base.resolve(text).normalize();
      if (Files.isRegularFile(path)) {
        return Optional.of(path);
      }
      problem(entry.line(key), "There is no file " + path + " (" + key + ")");
    } catch (InvalidPathException e) {
      problem(entry.line(key), "'" + text + "' is not the path of a file (" + key + ")");
    }
    return Optional.empty();
  }
}
