package io.netdepot.switches;

import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.Transport;
import java.util.Optional;

/**
 * An entry of the file of switches: for whom, and what it says about them.
 *
 * @param jump the name of a jump host; {@link SwitchPlan#DIRECTLY} takes none
 */
record SwitchRule(
    SwitchMatch match,
    Optional<String> platform,
    Optional<Transport> transport,
    Optional<Integer> port,
    Optional<Integer> restPort,
    Optional<String> jump,
    Optional<CertificateTrust> trust) {}
