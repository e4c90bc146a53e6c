/** JMX over HTTP (Jolokia) on the management port: who comes in, and what may be asked. */
@NullMarked
package io.netdepot.jolokia;

import org.jspecify.annotations.NullMarked;
