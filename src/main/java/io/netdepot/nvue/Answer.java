package io.netdepot.nvue;

import java.util.Optional;

/**
 * What the REST API answered.
 *
 * @param text the body, read as UTF-8
 */
record Answer(int status, Optional<String> type, Optional<String> location, String text) {
  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /** Whether a proxy's page came in place of the API's answer. */
  boolean isPage() {
    return NvueWords.isPage(type, text);
  }
}
