package io.netdepot.devices;

import io.netdepot.delivery.Aim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a device has, as it said.
 *
 * @param version what it runs; empty when it did not tell
 * @param defaultVersion what it boots next; empty when it did not tell
 * @param places everything it has, and where
 */
public record Software(String version, String defaultVersion, List<Place> places) {
  public Software {
    places = List.copyOf(places);
  }

  /**
   * Where a version is on a device.
   *
   * @param partition its number, or empty
   * @param file its file name, or empty
   */
  public record Place(String version, String partition, String file) {}

  /** What it has beside what it runs. */
  List<String> available() {
    List<String> versions = new ArrayList<>();
    places.stream()
        .map(Place::version)
        .filter(one -> !Aim.same(one, version) && !versions.contains(one))
        .forEach(versions::add);
    return versions;
  }

  boolean runs(String wanted) {
    return Aim.same(wanted, version);
  }

  boolean isDefault(String wanted) {
    return Aim.same(wanted, defaultVersion);
  }

  /** Where a version is; a partition counts before a file. */
  Optional<Place> find(String wanted) {
    List<Place> found = places.stream().filter(place -> Aim.same(place.version(), wanted)).toList();
    return found.stream()
        .filter(place -> !place.partition().isEmpty())
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  boolean has(String wanted) {
    return runs(wanted) || find(wanted).isPresent();
  }

  /** What it runs and everything else it has. */
  List<String> all() {
    return Stream.concat(Stream.of(version), places.stream().map(Place::version))
        .filter(one -> !one.isEmpty())
        .distinct()
        .toList();
  }

  /** The only version that is there and is none of these. */
  Optional<String> newSince(List<String> before) {
    List<String> added =
        all().stream().filter(one -> before.stream().noneMatch(old -> Aim.same(old, one))).toList();
    return added.size() == 1 ? Optional.of(added.getFirst()) : Optional.empty();
  }
}
