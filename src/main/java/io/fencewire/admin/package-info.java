/** What an operator uses: HTTP on a port of its own, with REST, events, health, metrics and a page. */
@NullMarked
package io.fencewire.admin;

import org.jspecify.annotations.NullMarked;
