package io.netdepot.config;

/** What the route files in {@code routes/platforms} read, beside that of NVOS. */
public record PlatformSettings(
    CumulusSettings cumulus,
    SonicSettings sonic,
    ModalSettings onyx,
    ModalSettings viptela,
    ModalSettings iosxe,
    GenericSettings generic) {}
