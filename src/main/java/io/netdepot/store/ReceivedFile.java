package io.netdepot.store;

/**
 * A file that lies whole in the spool, durable, and belongs to whoever holds this record until it
 * is published or dropped.
 *
 * @param spoolName its name in the spool, chosen by us
 * @param size in bytes
 */
public record ReceivedFile(String spoolName, long size, Sha256 digest) {}
