package io.netdepot.demo;

/**
 * A support package in the list.
 *
 * @param size in bytes
 */
record PackageEntry(String id, String filename, long size, String address) {}
