/**
 * Files in YAML that people edit while the service runs: read strictly, with the line of everything
 * that is wrong, and followed; one that is bad is refused, and what was read before goes on.
 */
@NullMarked
package io.netdepot.yaml;

import org.jspecify.annotations.NullMarked;
