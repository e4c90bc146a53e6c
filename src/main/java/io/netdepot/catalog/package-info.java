/**
 * What is recorded: profiles, operations, tasks, packages. The interfaces here, their SQLite form
 * beside them.
 */
@NullMarked
package io.netdepot.catalog;

import org.jspecify.annotations.NullMarked;
