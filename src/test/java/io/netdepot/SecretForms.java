package io.netdepot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms in which a password may leak. */
final class SecretForms {
  private static final List<String> USERS = List.of("rw-user", "ro-user", "admin");

  private final Map<String, String> forms = new LinkedHashMap<>();

  void add(String name, String secret) {
    put(name + " in clear", secret);
    put(name + " in base64", base64(secret));
    for (String user : USERS) {
      put(name + " as a Basic login", base64(user + ":" + secret));
    }
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    put(name + " in a form", form);
    put(name + " in a URL", form.replace("+", "%20"));
  }

  private void put(String name, String text) {
    forms.put(text, name);
  }

  // Without the end, which depends on what follows.
  private static String base64(String text) {
    String encoded =
        Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return encoded.substring(0, encoded.length() - 2);
  }

  /** Which secret, in which form, is in the text. */
  Optional<String> in(String text) {
    return forms.entrySet().stream()
        .filter(form -> text.contains(form.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
