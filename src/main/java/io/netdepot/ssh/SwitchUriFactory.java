package io.netdepot.ssh;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the characters of a command that mean something in a URI ({@code + % &}): the YAML DSL
 * writes options into an endpoint's URI without encoding them, save those that a factory calls
 * secret, which it wraps as {@code RAW(…)}. None of ours is one.
 */
final class SwitchUriFactory implements EndpointUriFactory {
  private static final String SCHEME = "ssh";
  private static final Set<String> VERBATIM =
      Set.of("command", "failurePattern", "path", "prepare", "shellPrompt");

  private @Nullable CamelContext camelContext;

  @Override
  public boolean isEnabled(String scheme) {
    return SCHEME.equals(scheme);
  }

  @Override
  public String buildUri(String scheme, Map<String, Object> properties, boolean encode)
      throws URISyntaxException {
    return scheme + ":?" + URISupport.createQueryString(properties, encode);
  }

  @Override
  public Set<String> propertyNames() {
    return SshOptions.KNOWN;
  }

  @Override
  public Set<String> secretPropertyNames() {
    return VERBATIM;
  }

  @Override
  public Map<String, String> multiValuePrefixes() {
    return Map.of();
  }

  @Override
  public boolean isLenientProperties() {
    return false;
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return camelContext;
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    this.camelContext = camelContext;
  }
}
