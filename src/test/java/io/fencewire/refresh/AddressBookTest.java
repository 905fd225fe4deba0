package io.fencewire.refresh;

import static io.fencewire.refresh.Stage.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.peer.ListenAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBookTest {
  private static final ListenAddress HONEST = ListenAddress.parse("50.1.2.3:4130");

  private final AddressBook book = new AddressBook();
  private long now = 1000 * SECOND;

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4:5, 4.1.2",
    "1.2.200.4:9, 4.1.2",
    "200.2.3.4:5, 4.200.2",
    "[2a00:1:2:3::]:5, 6.42.0.0.1",
    "127.0.0.1:5, 127.0.0.1:5",
    "[::1]:5, [0:0:0:0:0:0:0:1]:5"
  })
  void theSourceGroupIsTheNetworkOfTheTellerAndOnLoopbackTheTeller(String teller, String group) {
    assertThat(AddressBook.group(ListenAddress.parse(teller))).isEqualTo(group);
  }

  @Test
  void oneGroupHasThirtyTwoPlacesAndTheRestIsRefused() {
    for (int port = 1; port <= 100; port++) {
      boolean taken = book.learn(new ListenAddress("6.6.6.6", port), "liars", now);
      assertThat(taken).isEqualTo(port <= AddressBook.GROUP_MAX);
    }
    assertThat(book.size()).isEqualTo(AddressBook.GROUP_MAX);
  }

  @Test
  void aGroupThatIsFullCanPushOutNothingButItsOwn() {
    book.learn(HONEST, "honest", now);
    for (int port = 1; port <= 1000; port++) {
      now += SECOND;
      book.learn(new ListenAddress("6.6.6.6", port), "liars", now);
    }
    assertThat(drawAll()).contains(HONEST).hasSize(AddressBook.GROUP_MAX + 1);
    assertThat(book.evictedCount()).isEqualTo(1000 - AddressBook.GROUP_MAX);
  }

  @Test
  void theWorstGoesFirstMostFailuresThenNeverConnectedThenOldest() {
    for (int port = 1; port <= AddressBook.GROUP_MAX; port++) {
      book.learn(new ListenAddress("50.1.0.1", port), "4.50.1", now + port);
    }
    ListenAddress failed = new ListenAddress("50.1.0.1", 20);
    ListenAddress oldest = new ListenAddress("50.1.0.1", 1);
    ListenAddress next = new ListenAddress("50.1.0.1", 2);
    book.failed(failed);
    book.connected(oldest, now + 1);
    for (int port = 101; port <= 102; port++) {
      book.learn(new ListenAddress("50.1.0.1", port), "4.50.1", now + 1000);
    }
    assertThat(drawAll()).contains(oldest).doesNotContain(failed, next);
  }

  @Test
  void aConnectedPeerFindsAPlaceInAFullGroup() {
    for (int port = 1; port <= AddressBook.GROUP_MAX; port++) {
      book.learn(new ListenAddress("50.1.0.1", port), "4.50.1", now);
    }
    book.connected(HONEST, now);
    assertThat(drawAll()).contains(HONEST).hasSize(AddressBook.GROUP_MAX);
  }

  @Test
  void theBookAsAWholeIsBounded() {
    for (int i = 0; i < AddressBook.SIZE_MAX; i++) {
      book.learn(new ListenAddress("7." + i / 250 + "." + i % 250 + ".1", 1), "g" + i / 32, now);
    }
    assertThat(book.learn(HONEST, "new", now)).isFalse();
    assertThat(book.learn(HONEST, "new", now + 1)).isTrue();
    assertThat(book.size()).isEqualTo(AddressBook.SIZE_MAX);
    assertThat(book.evictedCount()).isEqualTo(1);
  }

  @Test
  void drawingFindsEveryAddressThatFitsAndNoOther() {
    for (int port = 1; port <= 30; port++) {
      book.learn(new ListenAddress("7.7.7.7", port), "g", now);
    }
    List<ListenAddress> even =
        book.draw(100, address -> address.port() % 2 == 0, new SplittableRandom(3));
    assertThat(even).hasSize(15).doesNotHaveDuplicates().allMatch(one -> one.port() % 2 == 0);
  }

  @Test
  void everyAddressIsDrawnAboutEquallyOften() {
    for (int port = 1; port <= 10; port++) {
      book.learn(new ListenAddress("7.7.7.7", port), "g", now);
    }
    SplittableRandom random = new SplittableRandom(4);
    int[] drawn = new int[11];
    for (int i = 0; i < 10_000; i++) {
      drawn[book.draw(1, address -> true, random).get(0).port()]++;
    }
    for (int port = 1; port <= 10; port++) {
      assertThat(drawn[port]).as("port %d", port).isBetween(850, 1150);
    }
  }

  @Test
  void onlyWhatWeWereConnectedToWithinTheHourIsFresh() {
    ListenAddress told = ListenAddress.parse("51.1.1.1:1");
    book.learn(told, "g", now);
    book.connected(HONEST, now);
    assertThat(book.isFresh(told, now)).isFalse();
    assertThat(book.isFresh(HONEST, now + AddressBook.FRESH_NANOS - 1)).isTrue();
    assertThat(book.isFresh(HONEST, now + AddressBook.FRESH_NANOS)).isFalse();
    book.failed(HONEST);
    assertThat(book.isFresh(HONEST, now)).isFalse();
  }

  @Test
  void whatWasSavedIsThereAgainWhateverTheClockOfTheNewStartShows() {
    book.learn(ListenAddress.parse("51.1.1.1:1"), "g", now);
    book.connected(HONEST, now);
    book.failed(HONEST);
    List<BookEntry> saved = book.saved(now + 90 * SECOND);
    AddressBook next = new AddressBook();
    next.load(saved, -400 * SECOND);
    assertThat(next.saved(-400 * SECOND)).containsExactlyInAnyOrderElementsOf(saved);
    assertThat(saved)
        .contains(new BookEntry(HONEST, "4.50.1", 90, 1, 90L))
        .contains(new BookEntry(ListenAddress.parse("51.1.1.1:1"), "g", 90, 0, null));
  }

  @Test
  void itSaysOnceThatItChangedAndNotForHavingSeenAnAddressAgain() {
    book.learn(HONEST, "g", now);
    assertThat(book.takeChanged()).isTrue();
    book.learn(HONEST, "g", now + SECOND);
    assertThat(book.takeChanged()).isFalse();
    book.connected(HONEST, now + SECOND);
    assertThat(book.takeChanged()).isTrue();
    book.connected(HONEST, now + 2 * SECOND);
    assertThat(book.takeChanged()).isFalse();
    book.forget(HONEST);
    assertThat(book.takeChanged()).isTrue();
  }

  @Test
  void itStaysConsistentUnderAnyMixOfOperations() {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      AddressBook mixed = new AddressBook();
      Set<ListenAddress> expected = new HashSet<>();
      for (int step = 0; step < 2000; step++) {
        ListenAddress address = new ListenAddress("7.7.7.7", 1 + random.nextInt(50));
        if (random.nextInt(3) == 0) {
          mixed.forget(address);
          expected.remove(address);
        } else if (mixed.learn(address, "g" + address.port() % 2, step)) {
          expected.add(address);
        }
        mixed.draw(2, one -> true, random);
      }
      assertThat(mixed.draw(100, one -> true, random))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private List<ListenAddress> drawAll() {
    return book.draw(AddressBook.SIZE_MAX, address -> true, new SplittableRandom(0));
  }
}
