package io.fencewire.house;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Makes a buffer that is leaked, in whatever test, fail the run: Netty itself only writes a line
 * into the log. JUnit finds this extension by itself, before the first class that uses a buffer.
 *
 * <p>A leak shows when the buffer is collected, so it is blamed on the class after which it has
 * shown; the last ones are searched for when all classes have run.
 */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(LeakWatch.class);
  private static final int COLLECTIONS = 3;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final Detectors DETECTORS = new Detectors();

  static {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(DETECTORS);
  }

  /** One of the whole run, closed after its last class. */
  private record Search() implements AutoCloseable {
    @Override
    public void close() {
      for (int i = 0; i < COLLECTIONS; i++) {
        DETECTORS.look();
      }
      failIfLeaked();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Search.class, any -> new Search());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    failIfLeaked();
  }

  /** The leaks that have shown since this was last asked. */
  static List<String> takeLeaks() {
    List<String> taken = new ArrayList<>();
    for (String leak = DETECTORS.leaks.poll(); leak != null; leak = DETECTORS.leaks.poll()) {
      taken.add(leak);
    }
    return taken;
  }

  /** Notes a leak that has shown in another JVM. */
  public static void report(String leak) {
    DETECTORS.leaks.add(leak);
  }

  /** Collects garbage and shows what has leaked. */
  static void look() {
    DETECTORS.look();
  }

  private static void failIfLeaked() {
    List<String> leaks = takeLeaks();
    if (!leaks.isEmpty()) {
      throw new AssertionError(leaks.size() + " buffers leaked: " + String.join("\n", leaks));
    }
  }

  /** Makes detectors that remember what they report. */
  private static final class Detectors extends ResourceLeakDetectorFactory {
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final List<ResourceLeakDetector<Object>> all = new CopyOnWriteArrayList<>();

    @Override
    @SuppressWarnings("deprecation") // of the two, this one is abstract, and not called
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return newResourceLeakDetector(resource, samplingInterval);
    }

    @Override
    @SuppressWarnings("unchecked") // a detector only looks at its resource's identity
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval) {
      ResourceLeakDetector<T> detector = new Remembers<>(resource, samplingInterval, leaks);
      all.add((ResourceLeakDetector<Object>) detector);
      return detector;
    }

    /** A detector reports what was collected when the next resource comes. */
    private void look() {
      collect();
      for (ResourceLeakDetector<Object> detector : all) {
        Object resource = new Object();
        ResourceLeakTracker<Object> tracker = detector.trackForcibly(resource);
        tracker.close(resource);
      }
    }
  }

  /** Returns when an object that nobody holds has been collected, and was put into its queue. */
  private static void collect() {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
    try {
      System.gc();
      if (collected.remove(PATIENCE_MILLIS) != canary) {
        throw new AssertionError("no garbage is collected");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Reports as Netty does, and remembers it. */
  private static final class Remembers<T> extends ResourceLeakDetector<T> {
    private final Queue<String> leaks;

    private Remembers(Class<T> resource, int samplingInterval, Queue<String> leaks) {
      super(resource, samplingInterval);
      this.leaks = leaks;
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String type, String records) {
      super.reportTracedLeak(type, records);
      leaks.add(type + records);
    }

    @Override
    protected void reportUntracedLeak(String type) {
      super.reportUntracedLeak(type);
      leaks.add(type);
    }
  }
}
