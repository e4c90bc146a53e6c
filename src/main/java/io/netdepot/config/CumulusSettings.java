package io.netdepot.config;

/**
 * What the route file of Cumulus Linux reads: settings {@code cumulus.*}.
 *
 * @param generateCommand {@code cumulus.generate-command}; releases before 5.10 need {@code sudo -n
 *     cl-support}
 * @param deleteCommand {@code cumulus.delete-command}, with the argument {@code {dump}}
 * @param compareDigest {@code cumulus.compare-digest}, whether a switch that can take a digest of
 *     the file is asked for it; true
 * @param dumps the rest
 */
public record CumulusSettings(
    String generateCommand, String deleteCommand, boolean compareDigest, DumpSettings dumps) {}
