package io.netdepot.devices;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import io.netdepot.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the file of devices; one look finds all that is wrong. */
final class DeviceReader {
  // A chassis number is as good as a UUID.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
  private static final Set<String> PERSONALITIES = Set.of("vedge", "vsmart", "vbond", "vmanage");
  private static final Set<String> KEYS =
      Set.of(
          "uuid",
          "address",
          "system-ip",
          "host-name",
          "type",
          "personality",
          "model",
          "family",
          "os",
          "site-id",
          "profile");
  private static final int MOST_PROBLEMS = 20;
  private static final int LONGEST = 200;

  private final String file;

  // Mutable state
  private final List<FileProblem> problems = new ArrayList<>();

  private DeviceReader(String file) {
    this.file = file;
  }

  /**
   * Reads all of it.
   *
   * @throws FileRefusedException with everything that is wrong
   */
  static DeviceList read(String file, String text) throws FileRefusedException {
    DeviceReader reader = new DeviceReader(file);
    DeviceList list =
        new DeviceList(
            YamlMap.read(file, text, Set.of("devices"), reader::problem)
                .map(reader::devices)
                .orElseGet(List::of));
    if (!reader.problems.isEmpty()) {
      // Whoever mends these sees the others then.
      throw new FileRefusedException(reader.problems.stream().limit(MOST_PROBLEMS).toList());
    }
    return list;
  }

  private void problem(Optional<Integer> line, String reason) {
    problems.add(new FileProblem(file, line, reason));
  }

  private List<ManagedDevice> devices(YamlMap root) {
    List<ManagedDevice> devices = new ArrayList<>();
    Map<SwitchAddress, Integer> addresses = new HashMap<>();
    Map<String, Integer> uuids = new HashMap<>();
    for (YamlMap entry : root.maps("devices", "A device", KEYS)) {
      Optional<ManagedDevice> read = device(entry);
      if (read.isPresent()) {
        ManagedDevice device = read.get();
        // The same address makes the same uuid, which says nothing new.
        if (isNew(addresses, device.address(), entry, "address", device.address().text())) {
          isNew(uuids, device.uuid().toLowerCase(Locale.ROOT), entry, "uuid", device.uuid());
        }
        devices.add(device);
      }
    }
    return devices;
  }

  private <K> boolean isNew(Map<K, Integer> seen, K key, YamlMap entry, String name, String shown) {
    int line = entry.line(name).or(entry::line).orElse(0);
    Integer first = seen.putIfAbsent(key, line);
    if (first != null) {
      problem(
          entry.line(name),
          "Another device has the " + name + " '" + shown + "' too, in line " + first);
    }
    return first == null;
  }

  private Optional<ManagedDevice> device(YamlMap entry) {
    Optional<SwitchAddress> address = address(entry);
    DeviceType type = type(entry);
    String personality = personality(entry, type);
    Optional<String> uuid = entry.text("uuid").filter(text -> isName(entry, "uuid", text));
    return address.map(
        at ->
            new ManagedDevice(
                uuid.orElseGet(() -> uuidOf(at)),
                at,
                entry.text("system-ip").filter(ip -> isIp(entry, ip)).orElse(at.text()),
                text(entry, "host-name").orElse(at.text()),
                type,
                personality,
                text(entry, "model").orElse(""),
                text(entry, "family").orElse(""),
                text(entry, "os").orElse(""),
                text(entry, "site-id").orElse(""),
                text(entry, "profile")));
  }

  // The same address has the same one, also after a restart and on another machine.
  private static String uuidOf(SwitchAddress address) {
    return UUID.nameUUIDFromBytes(
            ("netdepot device " + address.canonical()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private Optional<SwitchAddress> address(YamlMap entry) {
    Optional<String> text = entry.text("address");
    if (text.isEmpty()) {
      if (!entry.has("address")) {
        problem(entry.line(), "The device has no address, which says where it is reached");
      }
      return Optional.empty();
    }
    Optional<SwitchAddress> address = SwitchAddress.parse(text.get());
    if (address.isEmpty()) {
      problem(
          entry.line("address"), "'" + text.get() + "' is neither an IP address nor a host name");
    }
    return address;
  }

  private DeviceType type(YamlMap entry) {
    Optional<String> text = entry.text("type");
    Optional<DeviceType> type = text.flatMap(DeviceType::parse);
    if (text.isPresent() && type.isEmpty()) {
      problem(
          entry.line("type"),
          "There is no type '" + text.get() + "'; use vedge, controller or vmanage");
    }
    return type.orElse(DeviceType.VEDGE);
  }

  private String personality(YamlMap entry, DeviceType type) {
    Optional<String> text = entry.text("personality");
    if (text.filter(word -> !PERSONALITIES.contains(word)).isPresent()) {
      problem(
          entry.line("personality"),
          "There is no personality '" + text.get() + "'; use vedge, vsmart, vbond or vmanage");
    }
    return text.orElse(type == DeviceType.CONTROLLER ? "vsmart" : type.word());
  }

  private boolean isName(YamlMap entry, String key, String text) {
    boolean good = NAME.matcher(text).matches();
    if (!good) {
      problem(
          entry.line(key),
          "'" + text + "' is no " + key + ": letters, digits and . _ : - only, at most 100");
    }
    return good;
  }

  private boolean isIp(YamlMap entry, String text) {
    boolean good =
        (text.matches("[0-9.]+") || text.indexOf(':') >= 0)
            && SwitchAddress.parse(text).isPresent();
    if (!good) {
      problem(entry.line("system-ip"), "'" + text + "' is not an IP address");
    }
    return good;
  }

  private Optional<String> text(YamlMap entry, String key) {
    return entry
        .text(key)
        .filter(
            text -> {
              boolean good = text.length() <= LONGEST && !text.matches(".*\\p{Cntrl}.*");
              if (!good) {
                problem(entry.line(key), key + " is to be one line of at most " + LONGEST);
              }
              return good;
            });
  }
}
