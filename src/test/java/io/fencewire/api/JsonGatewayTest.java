package io.fencewire.api;

import static io.fencewire.Ear.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fencewire.TwoNodes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that the typed API can do, done with plain JSON messages on the bus. */
class JsonGatewayTest {
  private static final String TOKEN = "1@" + "0".repeat(32);

  private final TwoNodes nodes = new TwoNodes();
  private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void anItemIsPublishedAndHeardByWhoListensForJson() throws Exception {
    connect();
    listen("fencewire.beta.json.topic.prices");
    byte[] bytes = {-1, 0, 62, 63, -1};
    String body = Base64.getUrlEncoder().encodeToString(bytes);
    String id = ask(command("publish").put("topic", "prices").put("body", body)).getString("id");

    JsonObject item = next();
    assertThat(item.getString("topic")).isEqualTo("prices");
    assertThat(item.getString("id")).isEqualTo(id);
    assertThat(Base64.getDecoder().decode(item.getString("body"))).isEqualTo(bytes);
    assertThat(item.getString("from")).hasSize(64);
  }

  @Test
  void anItemOfThisNodeIsHeardHereAndComesFromNobody() throws Exception {
    listen("fencewire.alpha.json.topic.prices");
    ask(command("publish").put("topic", "prices").put("text", "42"));

    JsonObject item = next();
    assertThat(text(item)).isEqualTo("42");
    assertThat(item.containsKey("from")).isTrue();
    assertThat(item.getValue("from")).isNull();
  }

  @Test
  void peersAreListedConnectedAndDisconnected() throws Exception {
    listen("fencewire.alpha.json.events");
    String token = connect();

    assertThat(next().getString("event")).isEqualTo("connected");
    JsonArray peers = ask(command("peers")).getJsonArray("peers");
    assertThat(peers).hasSize(1);
    JsonObject peer = peers.getJsonObject(0);
    assertThat(peer.getString("token")).isEqualTo(token);
    assertThat(peer.getString("peer")).isEqualTo(nodes.betaId().toString());
    assertThat(peer.getString("state")).isEqualTo("live");
    assertThat(peer.getString("direction")).isEqualTo("outbound");
    assertThat(peer.fieldNames())
        .contains("address", "nodeType", "version", "session", "rtt", "height");

    assertThat(ask(command("disconnect").put("token", token)).getString("outcome"))
        .isEqualTo("written");
    JsonObject over = next();
    assertThat(over.getString("event")).isEqualTo("disconnected");
    assertThat(over.getString("reason")).isEqualTo("requested");
    assertThat(over.getString("origin")).isEqualTo("command");
    assertThat(over.getString("token")).isEqualTo(token);
  }

  @Test
  void anItemIsSentToOneConnection() throws Exception {
    String token = connect();
    listen("fencewire.beta.json.topic.prices");
    JsonObject send = command("send").put("token", token).put("topic", "prices").put("text", "7");

    assertThat(ask(send).getString("outcome")).isEqualTo("written");
    assertThat(text(next())).isEqualTo("7");
    assertThat(ask(send.copy().put("token", TOKEN)).getString("outcome")).isEqualTo("stale");
  }

  @Test
  void aPeerIsBanned() {
    connect();
    JsonObject ban = command("ban").put("peer", nodes.betaId().toString()).put("seconds", 60);

    assertThat(ask(ban).getString("outcome")).isEqualTo("written");
    assertThat(nodes.nextEnd().reason().name()).isEqualTo("BANNED");
  }

  @Test
  void aValidatorInJsonJudges() throws Exception {
    connect();
    listen("fencewire.beta.json.topic.prices");
    await(nodes
        .vertx
        .eventBus()
        .<JsonObject>localConsumer("fencewire.beta.json.validate.prices", message -> {
          boolean nonsense = text(message.body()).equals("nonsense");
          message.reply(
              nonsense
                  ? new JsonArray().add("what?")
                  : new JsonObject().put("judgement", text(message.body())));
        })
        .completion());
    for (String text : new String[] {"reject", "ignore", "nonsense", "accept"}) {
      ask(command("publish").put("topic", "prices").put("text", text));
    }
    assertThat(text(next())).isEqualTo("accept");
    assertThat(heard).isEmpty();
  }

  @Test
  void aDialThatComesToNothingSaysWhy() {
    JsonObject answer = ask(command("connect").put("address", "nobody.invalid:4130"));

    assertThat(answer.getString("reason")).isEqualTo("dial_failed");
    assertThat(answer.getString("error")).contains("no address is known for this host name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                            | do     | do is missing",
        "{'do':7}                                      | do     | do must be a text, not 7",
        "{'do':'dance'}                                | do     | do must be publish, peers",
        "{'do':'peers','all':true}                     | all    | there is no key 'all'",
        "{'do':'publish','text':'x'}                   | topic  | topic is missing",
        "{'do':'publish','topic':'p'}                  | body   | either body (base64) or text",
        "{'do':'publish','topic':'p','text':'','body':''} | body | and not both",
        "{'do':'publish','topic':'p','body':'*'}       | body   | body is not base64",
        "{'do':'publish','topic':'','text':'x'}        | topic  | a topic has 1 to 255 bytes",
        "{'do':'connect','address':'nowhere'}          | address | has no port",
        "{'do':'disconnect','token':'7'}               | token  | is no token",
        "{'do':'ban','peer':'xy','seconds':1}          | peer   | peer:",
        "{'do':'ban','peer':'00','seconds':1}          | peer   | an identity has 32 bytes",
        "{'do':'ban','peer':'%s','seconds':0}          | seconds | a whole number from 1 to",
        "{'do':'ban','peer':'%s','seconds':1.5}        | seconds | not 1.5",
        "{'do':'ban','peer':'%s'}                      | seconds | not null",
      })
  void aWrongCommandIsAnsweredWithTheKeyAndWhatWouldBeRight(String json, String key, String error) {
    String filled = json.replace("%s", "0".repeat(64)).replace('\'', '"');
    JsonObject answer = ask(new JsonObject(filled));

    assertThat(answer.getString("key")).isEqualTo(key);
    assertThat(answer.getString("error")).contains(error);
  }

  @Test
  void whatIsNoJsonObjectIsAnsweredToo() {
    for (Object body : new Object[] {"publish", 7, new JsonArray(), new byte[3]}) {
      assertThat(ask(body).getString("error")).contains("a command is a JSON object");
    }
    assertThat(ask(null).getString("error")).contains("not nothing");
  }

  private String connect() {
    JsonObject answer = ask(command("connect").put("address", nodes.betaAddress()));
    assertThat(answer.getString("error")).isNull();
    nodes.nextConnection();
    return answer.getString("token");
  }

  private static JsonObject command(String word) {
    return new JsonObject().put("do", word);
  }

  private JsonObject ask(Object command) {
    return await(nodes.vertx.eventBus().<JsonObject>request("fencewire.alpha.json", command))
        .body();
  }

  private void listen(String address) {
    await(nodes
        .vertx
        .eventBus()
        .<JsonObject>localConsumer(address, message -> heard.add(message.body()))
        .completion());
  }

  private JsonObject next() throws InterruptedException {
    JsonObject next = heard.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("something within 10 s").isNotNull();
    return next;
  }

  private static String text(JsonObject item) {
    return new String(Base64.getDecoder().decode(item.getString("body")), UTF_8);
  }
}
