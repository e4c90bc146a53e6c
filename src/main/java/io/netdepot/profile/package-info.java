/** Profiles: the logins for switches, by name, with their passwords sealed. */
@NullMarked
package io.netdepot.profile;

import org.jspecify.annotations.NullMarked;
