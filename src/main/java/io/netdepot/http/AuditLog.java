package io.netdepot.http;

/** Keeps who wrote what. Thread-safe; returns at once and never throws. */
@FunctionalInterface
public interface AuditLog {
  void write(AuditEntry entry);
}
