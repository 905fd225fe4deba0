/**
 * What a node can be told: every key of the configuration, and the options of the roles that come
 * of their values.
 */
@NullMarked
package io.fencewire.options;

import org.jspecify.annotations.NullMarked;
