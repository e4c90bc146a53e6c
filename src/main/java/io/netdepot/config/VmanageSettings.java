package io.netdepot.config;

import java.time.Duration;

/**
 * Logins to the vManage API: settings {@code vmanage.*}.
 *
 * @param sessionIdle {@code vmanage.session-idle}, how long a session lives without a request; 30
 *     min
 * @param sessions {@code vmanage.sessions}, how many sessions there may be; 1000
 */
public record VmanageSettings(Duration sessionIdle, int sessions) {}
