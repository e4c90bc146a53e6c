package io.netdepot.http;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets no header pass between HTTP and Camel, in neither direction. Camel would take headers and
 * query parameters for its own ({@code Camel*}), and send request headers back with the answer;
 * what an endpoint needs it gets from the request itself.
 */
final class HeaderGate implements HeaderFilterStrategy {
  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return true;
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return true;
  }
}
