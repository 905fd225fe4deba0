package io.fencewire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every way to start the program wrongly that is known, and what it must say. */
public final class BadStarts {
  /** The property that names Hazelcast's file. */
  public static final String HAZELCAST = "vertx.hazelcast.config";

  private static final String OPTIONS = """
      -conf ! no.json ! there is no such file
      -conf ! . ! there is no such file
      -conf ! {'a' ! this is no JSON (line 1, column 5)
      -conf ! {'peers':{'maxx':3}} ! peers.maxx = 3 is wrong: there is no such key; known are
      -conf ! {'peers':{'max':'3'}} ! peers.max = 3 is wrong: a whole number from 1 to 10000
      -conf ! {'server':{'loops':17}} ! server.loops = 17 is wrong: a whole number from 1 to 16
      -conf ! {'server':{'loops':4},'peers':{'max':3}} ! server.loops = 4 is wrong: each loop gets
      --conf ! {'peers':{'max':0}} ! peers.max = 0 is wrong: a whole number from 1 to 10000
      -options ! no.json ! there is no such file
      -options ! {'eventLoopPoolSize':0} ! -options.eventLoopPoolSize = 0 is wrong
      -options ! {'eventLoopPoolSize':'2'} ! -options.eventLoopPoolSize = 2 is wrong: a whole
      -options ! {'loops':2} ! -options.loops = 2 is wrong: there is no such key; known are
      --vertx-options ! {'eventBusOptions':{'prt':2}} ! -options.eventBusOptions.prt = 2 is wrong
      -options ! {'eventBusOptions':{'port':-2}} ! -options.eventBusOptions = {"port":-2} is
      -options ! {'maxWorkerExecuteTimeUnit':'DAY'} ! one of [NANOSECONDS,
      -deployment-options ! {'instances' ! this is no JSON
      -deployment-options ! {'instances':2} ! -deployment-options.instances = 2 is wrong: it must be 1
      -deployment-options ! {'config':{}} ! -deployment-options.config = {} is wrong: it belongs
      -deployment-options ! {'threadingModel':'FAST'} ! one of [EVENT_LOOP,
      -instances ! 2 ! -instances = 2 is wrong: it must be 1
      -instances ! 0 ! -instances = 0 is wrong: it must be 1
      --instances ! two ! -instances = two is wrong: a whole number from 1 on
      -cluster-port ! 70000 ! -cluster-port = 70000 is wrong: a whole number from 0 to 65535
      -cluster-port ! x ! -cluster-port = x is wrong: a whole number from 0 to 65535
      -cluster-public-port ! 0 ! -cluster-public-port = 0 is wrong: a whole number from 1 to
      -nodes ! 3 ! Unknown option: '-nodes'
      """;

  private static final String PROPERTIES = """
      vertx.options.workerPoolSize ! x ! -Dvertx.options.workerPoolSize = x is wrong: a whole number
      vertx.options.loops ! 2 ! -Dvertx.options.loops = 2 is wrong: there is no such key
      vertx.options.preferNativeTransport ! yes ! NativeTransport = yes is wrong: true or false
      vertx.eventBus.options.port ! -7 ! -Dvertx.eventBus.options.port = -7 is wrong
      vertx.deployment.options.instances ! 2 ! options.instances = 2 is wrong: it must be 1
      fencewire.log.format ! JSON ! -Dfencewire.log.format = JSON is wrong: text or json
      """;

  /** A clustered bus off loopback: its options, one argument more, and what is missing. */
  private static final String EXPOSED = """
      {} ! -cluster-host=0.0.0.0 ! host = 0.0.0.0 is wrong: off loopback its options need ssl = true,
      {} ! -cluster-host=:: ! host = :: is wrong: off loopback
      {} ! -cluster-public-host=192.0.2.1 ! host = 192.0.2.1 is wrong: off loopback
      {'host':'0.0.0.0'} ! -instances=1 ! host = 0.0.0.0 is wrong: off loopback
      {'host':'0.0.0.0','ssl':true} ! -instances=1 ! need clientAuth = REQUIRED, trustAll = false, a
      {'host':'0.0.0.0','ssl':true,'clientAuth':'REQUEST'} ! -instances=1 ! need clientAuth = REQUIRED,
      {'ssl':true,'trustAll':false} ! -cluster-host=0.0.0.0 ! need clientAuth = REQUIRED, a key
      """;

  private static final String BROKEN =
      "<hazelcast xmlns=\"http://www.hazelcast.com/schema/config\"><netwrk/></hazelcast>";

  private BadStarts() {}

  /**
   * One of them.
   *
   * @param message what the one line on standard error contains
   */
  public record Start(
      List<String> args,
      Map<String, String> properties,
      Map<String, String> environment,
      String message) {}

  /** Those with one option that has a wrong value. */
  public static Stream<Start> options() {
    return rows(OPTIONS)
        .map(row ->
            new Start(List.of(row[0], row[1].replace('\'', '"')), Map.of(), Map.of(), row[2]));
  }

  /** Those with one system property that the launcher would skip. */
  public static Stream<Start> properties() {
    return rows(PROPERTIES)
        .map(row -> new Start(List.of(), Map.of(row[0], row[1]), Map.of(), row[2]));
  }

  /** Those with a cluster that can't be, or something else; what must be on disk is put there. */
  static Stream<Start> others(Path folder) throws IOException {
    String broken = Files.writeString(folder.resolve("broken.xml"), BROKEN).toString();
    String malformed =
        Files.writeString(folder.resolve("bad.xml"), "<hazelcast").toString();
    List<Start> others = new ArrayList<>();
    others.add(clustered("no.xml", "no.xml is wrong: there is no such file"));
    others.add(clustered("classpath:no.xml", "there is no no.xml on the class path"));
    others.add(clustered(broken, broken + " is wrong: it is no Hazelcast configuration"));
    others.add(clustered(malformed, malformed + " is wrong: it is no Hazelcast configuration"));
    others.add(start(HAZELCAST + " = (not set) is wrong: there is no cluster.xml", "-cluster"));
    others.add(start("devnt is wrong: there is no such class, and no such", "devnt"));
    for (String host : List.of("192.0.2.1", "nosuch.invalid")) {
      String message = "-cluster-host = " + host + " is wrong: an address of this machine";
      List<String> args = List.of("-cluster", "-cluster-host", host);
      others.add(new Start(args, Map.of(HAZELCAST, "cluster.xml"), Map.of(), message));
    }
    others.add(start(
        "roles = [server] is wrong: without -cluster there is no other JVM",
        "-conf",
        "{\"roles\":[\"server\"]}"));
    others.add(new Start(
        List.of("-cluster", "-cluster-host", "127.0.0.1", "-conf", "{\"key\":\"no.key\"}"),
        Map.of(HAZELCAST, "cluster.xml"),
        Map.of(),
        "key = no.key is wrong: there is no such file, and in a cluster none is made"));
    rows(EXPOSED).map(BadStarts::exposed).forEach(others::add);
    Map<String, String> environment = Map.of("FENCEWIRE_PEERS_MAX", "x");
    String message = "FENCEWIRE_PEERS_MAX = x is wrong: a whole number from 1 to 10000";
    others.add(new Start(List.of(), Map.of(), environment, message));
    return others.stream();
  }

  private static Start exposed(String[] row) {
    String options = "{\"eventBusOptions\":" + row[0].replace('\'', '"') + "}";
    List<String> args = List.of("-cluster", "-options", options, row[1]);
    return new Start(args, Map.of(HAZELCAST, "cluster.xml"), Map.of(), row[2]);
  }

  private static Start clustered(String file, String message) {
    return new Start(List.of("-cluster"), Map.of(HAZELCAST, file), Map.of(), message);
  }

  private static Start start(String message, String... args) {
    return new Start(List.of(args), Map.of(), Map.of(), message);
  }

  private static Stream<String[]> rows(String table) {
    return table.lines().map(line -> line.split(" ! ", 3));
  }
}
