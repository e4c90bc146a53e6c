/**
 * The step routes: read from files, checked aside, put to work as one generation, exchanged without
 * hurting running work.
 */
@NullMarked
package io.netdepot.routes;

import org.jspecify.annotations.NullMarked;
