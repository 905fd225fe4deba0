/** What an application uses: the peer network as seen from any other verticle. */
@NullMarked
package io.fencewire.api;

import org.jspecify.annotations.NullMarked;
