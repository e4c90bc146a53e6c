/**
 * The vManage API as far as it concerns software images: its logins, its endpoints, its wire
 * records.
 */
@NullMarked
package io.netdepot.vmanage;

import org.jspecify.annotations.NullMarked;
