package io.netdepot.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the packages of a fleet are on this machine: a folder for each switch, with hard links to
 * content that switches share.
 */
final class FleetFiles {
  private final Path folder;
  private final ContentCache cache;
  private final AtomicLong links = new AtomicLong();

  FleetFiles(Path folder, ContentCache cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /** The folder of one switch; it may not exist yet. */
  Path folderOf(SimulatedSwitch simulated) {
    return folder.resolve(simulated.address().replace(':', '_'));
  }

  /** The images of one switch. */
  ImageFiles imagesOf(SimulatedSwitch simulated) {
    return new ImageFiles(
        simulated, folder.resolve("images-" + simulated.address().replace(':', '_')));
  }

  /** A path at which there is never a file. */
  Path nowhere() {
    return folder.resolve("nowhere");
  }

  /** Makes the content that the switch will generate, so that generating takes no work later. */
  void prepare(SimulatedSwitch simulated) throws IOException {
    cache.archive(simulated.content());
  }

  /** Lays a new package on the switch's shelf, whole or spoilt as the switch's faults say. */
  Dump put(SimulatedSwitch simulated, String name) throws IOException {
    Path folderOfSwitch = Files.createDirectories(folderOf(simulated));
    Path link = folderOfSwitch.resolve(fileName(name));
    Dump dump = new Dump(name, Files.createLink(link, content(simulated)));
    simulated.shelf().add(dump);
    return dump;
  }

  /** Deletes a package from the switch; false when there is none of that name or path. */
  boolean delete(SimulatedSwitch simulated, String nameOrPath) throws IOException {
    Optional<Dump> dump = simulated.shelf().remove(nameOrPath);
    if (dump.isPresent()) {
      Files.deleteIfExists(dump.get().file());
    }
    return dump.isPresent();
  }

  /** A hostile name, which must not choose the place of a file on this machine, is replaced. */
  private String fileName(String name) {
    long number = links.incrementAndGet();
    return name.matches("nvos_dump_[A-Za-z0-9._-]{1,200}") ? name : "unusual-name-" + number;
  }

  private Path content(SimulatedSwitch simulated) throws IOException {
    Behaviour behaviour = simulated.behaviour();
    if (behaviour.take(Fault.NotAnArchive.class).isPresent()) {
      return cache.webPage();
    }
    if (behaviour.take(Fault.ArchiveCutShort.class).isPresent()) {
      return cache.cutShort(simulated.content());
    }
    Optional<Fault.UnpacksTo> bomb = behaviour.take(Fault.UnpacksTo.class);
    return bomb.isPresent() ? cache.bomb(bomb.get().bytes()) : cache.archive(simulated.content());
  }
}
