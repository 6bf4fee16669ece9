package nordlicht.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Says how the consumer is doing, and how many seats are sold. */
public final class StatusServer {
  private final HttpServer server;

  public StatusServer(int port, SalesBoard board, BooleanSupplier ready) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/healthz", exchange -> answer(exchange, 200, "{\"status\":\"ok\"}"));
    server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean() ? 200 : 503, "{}"));
    server.createContext("/metrics", exchange -> answer(exchange, 200, metrics(board)));
  }

  public int start() {
    server.start();
    return server.getAddress().getPort();
  }

  public void stop() {
    server.stop(1);
  }

  static String metrics(SalesBoard board) {
    var text = new StringBuilder("# TYPE orders_counted_total counter\n");
    text.append("orders_counted_total ").append(board.orders()).append('\n');
    text.append("# TYPE seats_sold_total counter\n");
    board.seatsByEvent().forEach((event, seats) ->
        text.append("seats_sold_total{event=\"").append(event).append("\"} ").append(seats).append('\n'));
    return text.toString();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(status, content.length);
    try (var out = exchange.getResponseBody()) {
      out.write(content);
    }
  }
}
