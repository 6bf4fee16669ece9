package nordlicht.orders;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the topic "orders" through the REST proxy of Kafka. Offsets are
 * committed after the orders are counted: a crash repeats some, and loses none.
 */
public final class OrderConsumer {
  private static final String TYPE = "application/vnd.kafka.v2+json";
  private static final Pattern BASE_URI = Pattern.compile("\"base_uri\"\\s*:\\s*\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String proxy;
  private final Consumer<Order> handle;
  private String instance;

  public OrderConsumer(String proxy, Consumer<Order> handle) {
    this.proxy = proxy;
    this.handle = handle;
  }

  /** Joins the consumer group. */
  public void join() throws IOException, InterruptedException {
    String settings = "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\",\"auto.commit.enable\":\"false\"}";
    String answer = send("POST", proxy + "/consumers/order-events", settings);
    Matcher matcher = BASE_URI.matcher(answer);
    if (!matcher.find()) {
      throw new IOException("The proxy gave no base_uri: " + answer);
    }
    instance = matcher.group(1);
    send("POST", instance + "/subscription", "{\"topics\":[\"orders\"]}");
  }

  /** Takes one batch, which may be empty, and answers its size. */
  public int poll() throws IOException, InterruptedException {
    var orders = Order.findAll(send("GET", instance + "/records?timeout=1000", null));
    orders.forEach(handle);
    if (!orders.isEmpty()) {
      send("POST", instance + "/offsets", "");
    }
    return orders.size();
  }

  public void leave() throws IOException, InterruptedException {
    send("DELETE", instance, null);
  }

  private String send(String method, String url, String body) throws IOException, InterruptedException {
    var content = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    var request = HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", TYPE)
        .header("Accept", "application/vnd.kafka.json.v2+json, " + TYPE)
        .method(method, content)
        .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + url + " answered " + answer.statusCode());
    }
    return answer.body();
  }
}
