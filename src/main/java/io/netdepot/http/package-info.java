/**
 * What every API shares: the server, who may call, the contract, strict JSON, downloads, errors and
 * the audit.
 */
@NullMarked
package io.netdepot.http;

import org.jspecify.annotations.NullMarked;
