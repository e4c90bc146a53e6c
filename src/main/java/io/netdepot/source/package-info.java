/**
 * Reaching remote repositories of images: which may be reached, what is read from them, and how
 * their files come whole into the spool.
 */
@NullMarked
package io.netdepot.source;

import org.jspecify.annotations.NullMarked;
