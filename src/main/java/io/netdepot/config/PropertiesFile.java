package io.netdepot.config;

import io.netdepot.files.SmallFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads a settings file (UTF-8, the syntax of {@link Properties}) and keeps the line of every
 * setting, which {@link Properties} alone forgets.
 */
final class PropertiesFile {
  /** No settings file is that long; a device or an image given by mistake is not read whole. */
  private static final int LARGEST = 1 << 20;

  private PropertiesFile() {}

  /**
   * Reads the settings of a file.
   *
   * @param name the file's name in messages
   * @param base the folder at which its relative paths start
   * @param problems takes what is wrong with the file itself
   */
  static List<WrittenSetting> read(Path file, String name, Path base, List<String> problems) {
    try {
      return parse(SmallFile.text(file, LARGEST), name, base, problems);
    } catch (NoSuchFileException e) {
      problems.add("There is no settings file " + name + ".");
    } catch (IOException e) {
      problems.add(name + " " + e.getMessage() + ".");
    }
    return List.of();
  }

  static List<WrittenSetting> parse(String text, String name, Path base, List<String> problems) {
    List<WrittenSetting> written = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int number = i + 1;
      StringBuilder logical = new StringBuilder(lines[i]);
      while (!isComment(lines[number - 1]) && goesOn(lines[i]) && i + 1 < lines.length) {
        i++;
        logical.append('\n').append(lines[i]);
      }
      String place = name + ":" + number;
      SettingOrigin origin = new SettingOrigin(place, base);
      properties(logical.toString(), place, problems)
          .forEach(
              (key, value) -> {
                Integer earlier = seen.putIfAbsent((String) key, number);
                if (earlier != null) {
                  problems.add(
                      key + " (" + place + ") stands in line " + earlier + " already; keep one.");
                }
                written.add(new WrittenSetting((String) key, (String) value, origin));
              });
    }
    return written;
  }

  private static boolean isComment(String line) {
    String stripped = line.stripLeading();
    return stripped.startsWith("#") || stripped.startsWith("!");
  }

  /** An odd number of backslashes at the end continues a line. */
  private static boolean goesOn(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static Properties properties(String logicalLine, String place, List<String> problems) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(logicalLine));
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          place
              + ": a \\u must be followed by four hexadecimal digits; write \\\\u for a"
              + " backslash and a u.");
    }
    return properties;
  }
}
