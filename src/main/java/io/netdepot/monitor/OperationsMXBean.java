package io.netdepot.monitor;

import java.util.List;

/** JMX {@code io.netdepot:type=Operations}: the operations and their switches. */
@Described("Operations, each of which collects from one or more switches")
public interface OperationsMXBean {
  @Described(
      "The operations that have not ended, newest first, at most 200 of those that wait and of those"
          + " that run")
  List<OperationRow> getUnfinished();

  @Described("The newest 20 operations, newest first")
  List<OperationRow> getRecent();

  @Described(value = "The newest operations, newest first", looks = true)
  List<OperationRow> list(@Described("how many, from 1 to 1000") int limit);

  @Described(value = "One operation", looks = true)
  OperationRow find(@Described("the id of the operation, 24 hex digits") String id);

  @Described(value = "The switches of one operation, in the order of its request", looks = true)
  List<SwitchRow> switchesOf(@Described("the id of the operation, 24 hex digits") String id);

  @Described("Stop everything that one operation still does; packages that are stored stay")
  String cancel(@Described("the id of the operation, 24 hex digits") String id);

  /**
   * An operation.
   *
   * @param percentage 0 to 100
   * @param createdAt RFC 3339, as the other time
   */
  record OperationRow(
      String id,
      String state,
      double percentage,
      String currentStep,
      String createdAt,
      String updatedAt,
      int switches,
      int completed,
      int failed,
      int cancelled,
      String error,
      String details) {}

  /**
   * A switch of an operation.
   *
   * @param expectedBytes 0 while the switch has not said
   * @param reason the code of its failure, or of its last try's; or empty
   * @param packageId empty when there is no package
   */
  record SwitchRow(
      String address,
      String state,
      String phase,
      long receivedBytes,
      long expectedBytes,
      int tries,
      String reason,
      String details,
      String packageId) {}
}
