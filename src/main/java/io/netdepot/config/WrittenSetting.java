package io.netdepot.config;

/** A name and a value as somebody wrote them, not yet checked. */
record WrittenSetting(String name, String value, SettingOrigin origin) {}
