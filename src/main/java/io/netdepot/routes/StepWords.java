package io.netdepot.routes;

import java.util.Map;
import java.util.Set;

/**
 * What a route file may name, beside beans and settings: everything else is refused. docs/routes.md
 * lists the same for people.
 */
final class StepWords {
  /** Components whose endpoints a route may use. */
  static final Set<String> COMPONENTS = Set.of("direct", "ssh", "nvue", "file", "log");

  /** Options of {@code file:}; those that name other folders or files are not among them. */
  private static final Set<String> FILE_OPTIONS =
      Set.of(
          "allowNullBody",
          "antExclude",
          "antInclude",
          "appendChars",
          "autoCreate",
          "charset",
          "delay",
          "delete",
          "directoryMustExist",
          "exclude",
          "fileExist",
          "fileName",
          "filterFile",
          "forceWrites",
          "idempotent",
          "include",
          "initialDelay",
          "maxDepth",
          "maxMessagesPerPoll",
          "minDepth",
          "noop",
          "readLock",
          "readLockCheckInterval",
          "readLockLoggingLevel",
          "readLockMarkerFile",
          "readLockMinAge",
          "readLockMinLength",
          "readLockTimeout",
          "recursive",
          "startingDirectoryMustExist");

  /** Options of {@code log:}; those that take an object are not among them. */
  private static final Set<String> LOG_OPTIONS =
      Set.of(
          "groupActiveOnly",
          "groupDelay",
          "groupInterval",
          "groupSize",
          "level",
          "logMask",
          "marker",
          "maxChars",
          "multiline",
          "showBody",
          "showBodyType",
          "showCaughtException",
          "showException",
          "showExchangeId",
          "showExchangePattern",
          "showHeaders",
          "showStackTrace",
          "showVariables",
          "skipBodyLineSeparator");

  /**
   * The options of an endpoint by its component. Those of {@code ssh:} and {@code nvue:} are judged
   * by the component, which is our own and makes no objects; those of others by whoever added the
   * component.
   */
  static final Map<String, Set<String>> OPTIONS =
      Map.of("direct", Set.of(), "file", FILE_OPTIONS, "log", LOG_OPTIONS);

  /**
   * What may be read of an object in a simple expression, as in {@code ${body.operation.id}}: names
   * of what rides on exchanges. Each must be harmless on whatever object it is asked of.
   */
  static final Set<String> READABLE =
      Set.of(
          "address",
          "allFailed",
          "attempt",
          "booting",
          "boots",
          "bytes",
          "cancelled",
          "code",
          "collected",
          "createdAt",
          "currentStep",
          "damaged",
          "details",
          "digest",
          "dry",
          "error",
          "expected",
          "failed",
          "failure",
          "file",
          "fileName",
          "get",
          "hex",
          "id",
          "image",
          "install",
          "installing",
          "isEmpty",
          "isPresent",
          "kind",
          "link",
          "mayPut",
          "message",
          "name",
          "operation",
          "operationId",
          "outcome",
          "partition",
          "percentage",
          "phase",
          "platform",
          "reason",
          "received",
          "repository",
          "rule",
          "sha256",
          "since",
          "size",
          "stalled",
          "state",
          "stored",
          "storedAt",
          "switches",
          "task",
          "taskId",
          "text",
          "tries",
          "updatedAt",
          "value",
          "version",
          "why",
          "word");

  /** Types that a body or a result may be turned into. */
  static final Set<String> TYPES =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.String",
          "Boolean",
          "Integer",
          "Long",
          "String",
          "boolean",
          "int",
          "long");

  private StepWords() {}
}
