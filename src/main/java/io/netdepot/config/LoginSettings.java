package io.netdepot.config;

import java.time.Duration;

/**
 * How many wrong passwords are taken before somebody has to wait, on all APIs together.
 *
 * @param failedLogins {@code http.failed-logins}, how many a user may have from one address within
 *     the window of the next setting; 10
 * @param failedLoginsWindow {@code http.failed-logins-window}; 5 min
 */
public record LoginSettings(int failedLogins, Duration failedLoginsWindow) {}
