package io.netdepot.http;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One API: its contract, who comes in, how it writes errors, and what answers its operations, by
 * {@code operationId}.
 *
 * @param name short, for the ids of its routes
 * @param entrance who comes in; empty is the usual one, HTTP Basic
 * @param endpoints answer with JSON, each in a Camel route of its own
 * @param downloads answer with the bytes of a file, past Camel
 * @param uploads take a file, past Camel
 * @param streams send events for as long as the client listens, past Camel
 */
public record Api(
    String name,
    OpenApiContract contract,
    Optional<Entrance> entrance,
    ErrorShape errors,
    Map<String, Endpoint> endpoints,
    Map<String, DownloadSource> downloads,
    Map<String, UploadTarget> uploads,
    Map<String, EventSource> streams) {

  /**
   * Checks that documented and answered operations are the same.
   *
   * @throws IllegalArgumentException when they are not
   */
  public Api {
    endpoints = Map.copyOf(endpoints);
    downloads = Map.copyOf(downloads);
    uploads = Map.copyOf(uploads);
    streams = Map.copyOf(streams);
    Set<String> answered = new HashSet<>(endpoints.keySet());
    answered.addAll(downloads.keySet());
    answered.addAll(uploads.keySet());
    answered.addAll(streams.keySet());
    Set<String> documented = new HashSet<>();
    contract.operations().forEach(rule -> documented.add(rule.id()));
    if (!answered.equals(documented)) {
      throw new IllegalArgumentException(
          "The API " + name + " documents " + documented + " and answers " + answered);
    }
  }

  /** An API without streams of events. */
  public Api(
      String name,
      OpenApiContract contract,
      Optional<Entrance> entrance,
      ErrorShape errors,
      Map<String, Endpoint> endpoints,
      Map<String, DownloadSource> downloads,
      Map<String, UploadTarget> uploads) {
    this(name, contract, entrance, errors, endpoints, downloads, uploads, Map.of());
  }

  /** An API that takes no files. */
  public Api(
      String name,
      OpenApiContract contract,
      Optional<Entrance> entrance,
      ErrorShape errors,
      Map<String, Endpoint> endpoints,
      Map<String, DownloadSource> downloads) {
    this(name, contract, entrance, errors, endpoints, downloads, Map.of());
  }

  /** The part of this API that sends files to whoever asks. */
  Api openDownloads() {
    OpenApiContract open =
        contract.only(rule -> downloads.containsKey(rule.id()) && rule.login() == LoginRule.NONE);
    Map<String, DownloadSource> sources = new HashMap<>();
    open.operations().forEach(rule -> sources.put(rule.id(), downloads.get(rule.id())));
    return new Api(name, open, Optional.of(new NoEntrance()), errors, Map.of(), sources);
  }
}
