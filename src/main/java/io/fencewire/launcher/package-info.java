/** What the shell gave, checked as a whole before anything starts; and how the process ends. */
@NullMarked
package io.fencewire.launcher;

import org.jspecify.annotations.NullMarked;
