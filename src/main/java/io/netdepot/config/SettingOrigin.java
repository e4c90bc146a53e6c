package io.netdepot.config;

import java.nio.file.Path;

/**
 * Where a value was written.
 *
 * @param place for people, such as {@code config/application.properties:12} or {@code --port}
 * @param base the folder at which a relative path in this place starts
 */
record SettingOrigin(String place, Path base) {}
