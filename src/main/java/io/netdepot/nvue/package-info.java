/**
 * The {@code nvue:} endpoint: actions and answers of the REST API of NVOS and Cumulus Linux
 * switches (NVUE), within the sessions of {@code io.netdepot.ssh}.
 */
@NullMarked
package io.netdepot.nvue;

import org.jspecify.annotations.NullMarked;
