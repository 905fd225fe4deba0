package io.fencewire.crawl;

import io.fencewire.crawl.Finding.Node;
import io.fencewire.peer.ConnectionToken;
import io.fencewire.peer.DialTarget;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a crawl wanted. */
final class RecordingPort implements CrawlPort {
  final List<DialTarget> dials = new ArrayList<>();
  final List<ConnectionToken> asked = new ArrayList<>();
  final List<ConnectionToken> left = new ArrayList<>();
  final List<Finding> found = new ArrayList<>();

  List<Node> nodes() {
    return found.stream().filter(Node.class::isInstance).map(Node.class::cast).toList();
  }

  @Override
  public void dial(DialTarget target) {
    dials.add(target);
  }

  @Override
  public void ask(ConnectionToken token) {
    asked.add(token);
  }

  @Override
  public void leave(ConnectionToken token) {
    left.add(token);
  }

  @Override
  public void found(Finding finding) {
    found.add(finding);
  }

  @Override
  public void became(DialTarget target, Visit.State state, String why) {}
}
