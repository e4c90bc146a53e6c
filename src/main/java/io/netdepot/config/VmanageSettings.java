package io.netdepot.config;

import java.time.Duration;

/**
 * Logins to the vManage API: settings {@code vmanage.*}.
 *
 * @param sessionIdle {@code vmanage.session-idle}, how long a session lives without a request; 30
 *     min
 * @param sessions {@code vmanage.sessions}, how many sessions there may be; 1000
 * @param failedLogins {@code vmanage.failed-logins}, how many a user may have from one address, on
 *     all APIs together, within the window of the next setting; 10
 * @param failedLoginsWindow {@code vmanage.failed-logins-window}; 5 min
 */
public record VmanageSettings(
    Duration sessionIdle, int sessions, int failedLogins, Duration failedLoginsWindow) {}
