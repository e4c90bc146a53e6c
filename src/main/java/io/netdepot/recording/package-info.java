/**
 * Recordings of devices: what is said to one, what it says, and which files lie on it, as a text
 * file that people read and write. docs/recordings.md describes the form.
 */
@NullMarked
package io.netdepot.recording;

import org.jspecify.annotations.NullMarked;
