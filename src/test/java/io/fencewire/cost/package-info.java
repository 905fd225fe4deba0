/** What things cost beside what they are compared with: measurements, run by hand. */
package io.fencewire.cost;
