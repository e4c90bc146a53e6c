package io.netdepot.own;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as it is written.
 *
 * @param next the cursor of the next page; missing on the last one
 */
@JsonPropertyOrder({"items", "next"})
record Page(List<Object> items, @Nullable String next) {}
