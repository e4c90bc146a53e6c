package io.netdepot.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the next try has to know of the delivery to a switch, and what the API tells of it. Kept in
 * the catalog as JSON.
 */
public record SwitchNote(Map<String, String> facts) {
  static final SwitchNote NOTHING = new SwitchNote(Map.of());

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

  public SwitchNote {
    facts = Map.copyOf(facts);
  }

  /** What may be noted. Times are written as in RFC 3339. */
  public enum Fact {
    /** How the image got there: fetch, sftp, or there when it was there already. */
    VIA,
    /** The digest that the switch itself says, when it was compared. */
    DIGEST,
    /** What the switch calls what it is to run, where that was learnt from it. */
    BUILD_WANTED,
    /** What a device had before anything was put onto it; separated by commas. */
    VERSIONS_BEFORE,
    /** What the switch ran before. */
    BUILD_BEFORE,
    /** Which boot of the switch that was, as far as it tells. */
    BOOT_BEFORE,
    /** When it was told to install: it is never told so again. */
    INSTALL_BEGUN,
    /** How the command to install ended: {@code ended}, {@code failed} or {@code lost}. */
    COMMAND,
    /** What it said. */
    SAID,
    /** When it ended. */
    COMMAND_ENDED,
    /** When the switch was first seen to be away. */
    GONE,
    /** When it was first seen to be back, with another build than wanted. */
    BACK,
    /** Which boot that was, as far as it tells. */
    BOOT_BACK,
    /** What the switch runs at the end. */
    BUILD_AFTER
  }

  /** Reads {@link #text()} back. */
  public static SwitchNote parse(String text) {
    try {
      return new SwitchNote(MAPPER.readValue(text, FACTS));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A recorded note is no JSON", e);
    }
  }

  String text() {
    try {
      return MAPPER.writeValueAsString(new TreeMap<>(facts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A note has JSON", e);
    }
  }

  /** What is noted, if it is. */
  public Optional<String> get(Fact fact) {
    return Optional.ofNullable(facts.get(fact.name()));
  }

  /** A noted time, if it is noted. */
  public Optional<Instant> at(Fact fact) {
    return get(fact).map(Instant::parse);
  }

  SwitchNote with(Fact fact, String value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(fact.name(), value);
    return new SwitchNote(more);
  }

  SwitchNote with(Fact fact, Instant time) {
    return with(fact, time.toString());
  }

  /** The first time counts. */
  SwitchNote withFirst(Fact fact, Instant time) {
    return get(fact).isPresent() ? this : with(fact, time);
  }

  SwitchNote without(Fact fact) {
    Map<String, String> less = new TreeMap<>(facts);
    less.remove(fact.name());
    return new SwitchNote(less);
  }
}
