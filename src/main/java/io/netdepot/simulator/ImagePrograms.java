package io.netdepot.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a switch can do with images: {@code nv … system image …}, and the plain Linux commands that
 * tell of files.
 *
 * <p>The words are those of the NVOS user manual 25.02.4282 and of public clients; those of a
 * failing fetch or install are not documented.
 */
final class ImagePrograms {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FREE_KIB = 16L << 20;
  private static final long FULL_KIB = 1024;

  private final SimulatedSwitch simulated;
  private final ImageFiles files;

  ImagePrograms(SimulatedSwitch simulated, ImageFiles files) {
    this.simulated = simulated;
    this.files = files;
  }

  /** The program of a command line, if it is about images. */
  Optional<Program> find(List<String> words) {
    if (words.size() >= 4 && words.subList(0, 4).equals(List.of("nv", "show", "system", "image"))) {
      return Optional.of(
          words.size() > 4 && words.get(4).equals("files") ? this::showFiles : this::show);
    }
    if (words.size() == 6
        && words.subList(0, 5).equals(List.of("nv", "action", "fetch", "system", "image"))) {
      return Optional.of(terminal -> fetch(terminal, words.get(5)));
    }
    if (words.size() >= 7
        && words.subList(0, 2).equals(List.of("nv", "action"))
        && words.subList(3, 6).equals(List.of("system", "image", "files"))) {
      return switch (words.get(2)) {
        case "delete" -> Optional.of(terminal -> delete(terminal, words.get(6)));
        case "install" -> Optional.of(terminal -> install(terminal, words));
        default -> Optional.empty();
      };
    }
    Optional<Program> boot = findBoot(words);
    if (boot.isPresent()) {
      return boot;
    }
    if (words.size() == 2 && words.getFirst().equals("sha256sum")) {
      return Optional.of(terminal -> hash(terminal, words.get(1)));
    }
    if (words.size() == 3 && words.subList(0, 2).equals(List.of("df", "-Pk"))) {
      return Optional.of(this::free);
    }
    return words.equals(List.of("cat", "/proc/sys/kernel/random/boot_id"))
        ? Optional.of(
            terminal -> {
              terminal.print(simulated.images().bootId());
              return Terminal.DONE;
            })
        : Optional.empty();
  }

  private Optional<Program> findBoot(List<String> words) {
    if (words.size() == 6
        && words.subList(0, 5).equals(List.of("nv", "action", "boot-next", "system", "image"))) {
      return Optional.of(terminal -> bootNext(terminal, words.get(5)));
    }
    if (words.size() >= 5
        && words.subList(0, 5).equals(List.of("nv", "action", "uninstall", "system", "image"))) {
      return Optional.of(this::uninstall);
    }
    return words.size() >= 4
            && words.subList(0, 4).equals(List.of("nv", "action", "reboot", "system"))
        ? Optional.of(this::reboot)
        : Optional.empty();
  }

  private OptionalInt bootNext(Terminal terminal, String partition) throws IOException {
    if (simulated.behaviour().take(Fault.BootNextFails.class).isPresent()) {
      return terminal.fail("Error: the boot loader cannot be written");
    }
    if (!partition.matches("partition[12]")
        || !simulated.images().bootNext(partition.endsWith("1") ? 1 : 2)) {
      return terminal.failAction("No image on " + partition);
    }
    terminal.print("Action succeeded");
    return Terminal.DONE;
  }

  private OptionalInt uninstall(Terminal terminal) throws IOException {
    if (!simulated.images().uninstall()) {
      return terminal.failAction("Nothing to uninstall");
    }
    terminal.print("Action succeeded");
    return Terminal.DONE;
  }

  private OptionalInt reboot(Terminal terminal) throws IOException, InterruptedException {
    simulated.images().reboots().incrementAndGet();
    terminal.print("Action executing ...");
    if (simulated.behaviour().take(Fault.NeverReboots.class).isPresent()) {
      return Terminal.DONE;
    }
    simulated.images().reboot();
    terminal.connection().waitForEnd();
    return Terminal.NO_STATUS;
  }

  private OptionalInt show(Terminal terminal) throws IOException {
    ImageShelf.Partitions partitions = simulated.images().partitions();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("current", Integer.toString(partitions.current()));
    shown.put("next", Integer.toString(partitions.next()));
    shown.put("partition" + partitions.current(), Map.of("build-id", partitions.running()));
    partitions
        .other()
        .ifPresent(
            build -> shown.put("partition" + partitions.otherNumber(), Map.of("build-id", build)));
    terminal.print(JSON.writeValueAsString(shown));
    return Terminal.DONE;
  }

  private OptionalInt showFiles(Terminal terminal) throws IOException {
    Map<String, Object> entries = new LinkedHashMap<>();
    boolean listed = simulated.behaviour().take(Fault.ImagesUnlisted.class).isEmpty();
    for (String name : listed ? files.names() : List.<String>of()) {
      entries.put(name, Map.of("path", ImageShelf.FOLDER + "/" + name));
    }
    terminal.print(JSON.writeValueAsString(entries));
    return Terminal.DONE;
  }

  private OptionalInt fetch(Terminal terminal, String url)
      throws IOException, InterruptedException {
    terminal.print("Fetching file: " + url);
    if (simulated.behaviour().take(Fault.ImageFetchHangs.class).isPresent()) {
      terminal.connection().waitForEnd();
    }
    if (simulated.behaviour().take(Fault.ImageFetchFails.class).isPresent()) {
      return terminal.failAction("Failed to connect to " + URI.create(url).getHost());
    }
    if (simulated.behaviour().take(Fault.DiskFull.class).isPresent()) {
      return terminal.failAction("No space left on device");
    }
    Path file = files.named(url.substring(url.lastIndexOf('/') + 1)).orElseThrow();
    try {
      Download.to(file, url, simulated.inetAddress());
    } catch (IOException e) {
      return terminal.failAction("Unable to fetch the file: " + e.getMessage());
    }
    files.spoil(file);
    simulated.images().fetches().incrementAndGet();
    terminal.print("File fetched successfully");
    terminal.print("Action succeeded");
    return Terminal.DONE;
  }

  private OptionalInt delete(Terminal terminal, String name) throws IOException {
    Optional<Path> file = files.named(name);
    if (file.isEmpty() || !Files.deleteIfExists(file.get())) {
      return terminal.failAction("File not found: " + name);
    }
    terminal.print("File delete successfully");
    terminal.print("Action succeeded");
    return Terminal.DONE;
  }

  private OptionalInt install(Terminal terminal, List<String> words)
      throws IOException, InterruptedException {
    String name = words.get(6);
    simulated.images().installs().incrementAndGet();
    if (!words.subList(7, words.size()).contains("force")
        || simulated.behaviour().take(Fault.InstallAborted.class).isPresent()) {
      terminal.print("Image install aborted by user");
      terminal.print("Action succeeded");
      return Terminal.DONE;
    }
    if (files.named(name).filter(Files::exists).isEmpty()) {
      return terminal.failAction("File not found: " + name);
    }
    terminal.print("Action executing ...");
    if (simulated.behaviour().take(Fault.InstallHangs.class).isPresent()) {
      terminal.connection().waitForEnd();
    }
    String build =
        simulated.behaviour().take(Fault.BootsOtherBuild.class).isPresent()
            ? simulated.images().build()
            : ImageShelf.buildOf(name);
    if (simulated.behaviour().take(Fault.InstallReportsError.class).isPresent()) {
      OptionalInt status = terminal.failAction("Failed to install the image");
      // What it said arrives; it boots when its client has gone.
      terminal.connection().atEnd(() -> simulated.images().reboot(build));
      return status;
    }
    if (simulated.behaviour().take(Fault.NeverReboots.class).isPresent()) {
      terminal.print("Action succeeded");
      return Terminal.DONE;
    }
    simulated.images().reboot(build);
    terminal.connection().waitForEnd();
    return Terminal.NO_STATUS;
  }

  private OptionalInt hash(Terminal terminal, String path) throws IOException {
    if (simulated.behaviour().take(Fault.HashHangs.class).isPresent()) {
      terminal.connection().waitForEnd();
    }
    if (simulated.behaviour().take(Fault.NoHashCommand.class).isPresent()) {
      terminal.fail("bash: sha256sum: command not found");
      return OptionalInt.of(127);
    }
    Optional<Path> file = files.at(path).filter(Files::exists);
    if (file.isEmpty()) {
      return terminal.fail("sha256sum: " + path + ": No such file or directory");
    }
    terminal.print(files.sha256(file.get()) + "  " + path);
    return Terminal.DONE;
  }

  private OptionalInt free(Terminal terminal) throws IOException {
    long free = simulated.behaviour().take(Fault.DiskFull.class).isPresent() ? FULL_KIB : FREE_KIB;
    terminal.print("Filesystem     1024-blocks     Used Available Capacity Mounted on");
    terminal.print("/dev/sda5         33554432 16777216  " + free + "      50% /host");
    return Terminal.DONE;
  }
}
