/** Aleo accounts as identities: their keys, their addresses, their signatures, in pure Java. */
@NullMarked
package io.fencewire.identity.aleo;

import org.jspecify.annotations.NullMarked;
