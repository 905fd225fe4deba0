/** The page of the admin port in a real browser; compiled and run with the profile {@code browser}. */
package io.fencewire.browser;
