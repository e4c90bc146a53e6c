package io.netdepot.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How devices fetch images without a login: settings {@code device-http.*}.
 *
 * @param host {@code device-http.host}, the address that the listener for devices binds; 127.0.0.1
 * @param port {@code device-http.port}; 0 takes a free one; empty opens no such listener; empty
 * @param publicUrl {@code device-http.public-url}, our own address in the links of images; else
 *     that of the API
 * @param allowByName {@code device-http.allow-by-name}, who may fetch an image whose file name is
 *     all they know; nobody
 */
public record DeviceHttpSettings(
    String host, Optional<Integer> port, Optional<URI> publicUrl, List<Network> allowByName) {
  public DeviceHttpSettings {
    allowByName = List.copyOf(allowByName);
  }
}
