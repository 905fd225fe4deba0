/** The metrics, the board and the alerts in a real Prometheus; run with the profile of that name. */
package io.fencewire.scrape;
