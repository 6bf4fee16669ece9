package nordlicht.orders;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Runs with nothing but a JDK: java -ea -cp build nordlicht.orders.OrdersTest */
public final class OrdersTest {
  private static final String BATCH = """
      [{"topic":"orders","key":"a","value":{"type":"OrderPlaced","order":{"id":"a","eventId":"hamlet","seats":2,"amount":9000}}},
       {"topic":"orders","key":"a","value":{"type":"OrderPlaced","order":{"id":"a","eventId":"hamlet","seats":2,"amount":9000}}},
       {"topic":"orders","key":"b","value":{"type":"OrderPlaced","order":{"id":"b","eventId":"hamlet","seats":1,"amount":4500}}},
       {"topic":"orders","key":"c","value":{"type":"OrderPlaced","order":{"id":"c","eventId":"ha\\"mlet","seats":1}}}]""";

  public static void main(String[] arguments) throws Exception {
    anOrderThatComesTwiceCountsOnce();
    offsetsAreCommittedAfterCounting();
    System.out.println("2 tests passed");
  }

  private static void anOrderThatComesTwiceCountsOnce() {
    var board = new SalesBoard();
    Order.findAll(BATCH).forEach(board::count);
    check(board.orders() == 2, "orders");
    check(board.seatsByEvent().get("hamlet") == 3, "seats");
    check(StatusServer.metrics(board).contains("seats_sold_total{event=\"hamlet\"} 3"), "metrics");
  }

  private static void offsetsAreCommittedAfterCounting() throws Exception {
    List<String> seen = new ArrayList<>();
    var proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    String url = "http://127.0.0.1:" + proxy.getAddress().getPort();
    proxy.createContext("/", exchange -> {
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      seen.add(call);
      String answer = switch (call) {
        case "POST /consumers/order-events" -> "{\"base_uri\":\"" + url + "/instance\"}";
        case "GET /instance/records" -> BATCH;
        default -> "";
      };
      exchange.sendResponseHeaders(answer.isEmpty() ? 204 : 200, answer.isEmpty() ? -1 : answer.getBytes().length);
      if (!answer.isEmpty()) {
        exchange.getResponseBody().write(answer.getBytes());
      }
      exchange.close();
    });
    proxy.start();
    try {
      var consumer = new OrderConsumer(url, order -> seen.add("counted " + order.id()));
      consumer.join();
      consumer.poll();
      consumer.leave();
    } finally {
      proxy.stop(0);
    }
    check(seen.equals(List.of("POST /consumers/order-events", "POST /instance/subscription", "GET /instance/records",
        "counted a", "counted a", "counted b", "POST /instance/offsets", "DELETE /instance")), seen.toString());
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
