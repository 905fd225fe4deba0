package io.fencewire.handshake;

import io.fencewire.identity.Identity;
import io.fencewire.peer.PeerId;
import io.fencewire.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An identity that remembers what it was asked last: nearly all of a fuzzer's handshakes sign the
 * same few messages, and the arithmetic would take most of its time.
 */
final class RememberingIdentity implements Identity {
  private static final int SIZE = 10_000;

  private final Identity identity;
  private final Map<Bytes, Bytes> signatures = new Recent<>();
  private final Map<Question, Boolean> answers = new Recent<>();

  RememberingIdentity(Identity identity) {
    this.identity = identity;
  }

  @Override
  public PeerId peerId() {
    return identity.peerId();
  }

  @Override
  public Bytes sign(byte[] message) {
    return recall(signatures, Bytes.of(message), () -> identity.sign(message));
  }

  @Override
  public boolean verify(PeerId signer, byte[] message, Bytes signature) {
    return recall(
        answers,
        new Question(signer, Bytes.of(message), signature),
        () -> identity.verify(signer, message, signature));
  }

  private static <K, V> V recall(Map<K, V> known, K key, Supplier<V> source) {
    V value = known.get(key);
    if (value == null) {
      value = source.get();
      known.put(key, value);
    }
    return value;
  }

  private record Question(PeerId signer, Bytes message, Bytes signature) {}

  /** The last so many entries. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > SIZE;
    }
  }
}
