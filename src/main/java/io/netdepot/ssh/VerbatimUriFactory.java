package io.netdepot.ssh;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the characters of options that mean something in a URI ({@code + % &}): the YAML DSL writes
 * options into an endpoint's URI without encoding them, save those that a factory calls secret,
 * which it wraps as {@code RAW(…)}. To be bound in a context as {@code <scheme>-uri-factory}.
 */
public final class VerbatimUriFactory implements EndpointUriFactory {
  private final String scheme;
  private final Set<String> options;
  private final Set<String> verbatim;

  private @Nullable CamelContext camelContext;

  /**
   * Makes one.
   *
   * @param options all that an endpoint of the scheme has
   * @param verbatim those of them that are taken as they are written
   */
  public VerbatimUriFactory(String scheme, Set<String> options, Set<String> verbatim) {
    this.scheme = scheme;
    this.options = Set.copyOf(options);
    this.verbatim = Set.copyOf(verbatim);
  }

  @Override
  public boolean isEnabled(String asked) {
    return scheme.equals(asked);
  }

  @Override
  public String buildUri(String asked, Map<String, Object> properties, boolean encode)
      throws URISyntaxException {
    return asked + ":?" + URISupport.createQueryString(properties, encode);
  }

  @Override
  public Set<String> propertyNames() {
    return options;
  }

  @Override
  public Set<String> secretPropertyNames() {
    return verbatim;
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
