package io.fencewire.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How the process ends: the first SIGTERM or SIGINT lets the node say goodbye to its peers, for a
 * bounded time; a second one ends it at once. The JVM alone would ignore the second.
 */
public final class Signals {
  /** The whole end may take 5 s. */
  private static final long GOODBYE_MILLIS = 4_500;

  private static final int SIGNALLED = 128;

  private final AtomicBoolean ending = new AtomicBoolean();

  private Signals() {}

  /** Listens to both signals from now on; where the JVM knows none, its own ways remain. */
  public static void install() {
    Signals signals = new Signals();
    signals.listen("TERM", SIGNALLED + 15);
    signals.listen("INT", SIGNALLED + 2);
  }

  /** By reflection: the class is no part of Java SE, and a warning of the compiler is an error. */
  private void listen(String name, int exitCode) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls = (proxy, method, args) -> {
        end(exitCode);
        return null;
      };
      Object listener =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, calls);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (ReflectiveOperationException e) {
      // With -Xrs, or on a JVM without the class.
    }
  }

  private void end(int exitCode) {
    if (!ending.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(exitCode);
    }
    new Timer("goodbye", true)
        .schedule(
            new TimerTask() {
              @Override
              public void run() {
                Runtime.getRuntime().halt(exitCode);
              }
            },
            GOODBYE_MILLIS);
    System.exit(exitCode);
  }
}
