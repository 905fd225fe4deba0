package io.fencewire.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** What the addresses of a host are; a name nobody knows within 2 s is nothing. */
final class Hosts {
  private static final long LOOKUP_SECONDS = 2;

  private Hosts() {}

  /** Whether all of them are addresses of this machine, or stand for all of those. */
  static boolean areHere(String host) {
    return all(host, Hosts::isHere);
  }

  /** Whether all of them are loopback. */
  static boolean areLoopback(String host) {
    return all(host, InetAddress::isLoopbackAddress);
  }

  private static boolean all(String host, Predicate<InetAddress> rule) {
    try {
      InetAddress[] addresses =
          CompletableFuture.supplyAsync(() -> lookUp(host)).get(LOOKUP_SECONDS, TimeUnit.SECONDS);
      return addresses.length > 0 && Arrays.stream(addresses).allMatch(rule);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** None if there are none; an empty name, which the JDK takes for loopback, has none. */
  private static InetAddress[] lookUp(String host) {
    try {
      return host.isBlank() ? new InetAddress[0] : InetAddress.getAllByName(host);
    } catch (IOException unknown) {
      return new InetAddress[0];
    }
  }

  private static boolean isHere(InetAddress address) {
    try {
      return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
