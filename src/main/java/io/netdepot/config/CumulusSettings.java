package io.netdepot.config;

/**
 * What the route file of Cumulus Linux reads: settings {@code cumulus.*}.
 *
 * @param generateCommand {@code cumulus.generate-command}
 * @param deleteCommand {@code cumulus.delete-command}, with the argument {@code {dump}}
 * @param olderGenerateCommand {@code cumulus.older-generate-command}, for switches that do not know
 *     the other: {@code cl-support} of Cumulus Linux before 5.10
 * @param olderDeleteCommand {@code cumulus.older-delete-command}, likewise
 * @param compareDigest {@code cumulus.compare-digest}, whether a switch that can take a digest of
 *     the file is asked for it; true
 * @param dumps the rest
 */
public record CumulusSettings(
    String generateCommand,
    String deleteCommand,
    String olderGenerateCommand,
    String olderDeleteCommand,
    boolean compareDigest,
    DumpSettings dumps) {}
