package io.netdepot.operation;

import io.netdepot.catalog.OperationSummary;
import java.time.Instant;

/**
 * An operation of a list as it stands, with what is known only while it runs.
 *
 * @param percentage 0 to 100; never falls while the service runs
 * @param currentStep a sentence for people; empty of one that has ended
 * @param updatedAt when anything about it last moved
 */
public record ListedOperation(
    OperationSummary operation, double percentage, String currentStep, Instant updatedAt) {}
