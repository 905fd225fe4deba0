/**
 * Aleo accounts as identities: keys, addresses and signatures; and what else proves who a node of
 * snarkOS is.
 */
@NullMarked
package io.fencewire.identity.aleo;

import org.jspecify.annotations.NullMarked;
