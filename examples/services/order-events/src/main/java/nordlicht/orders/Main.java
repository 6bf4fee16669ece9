package nordlicht.orders;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the seats that are sold, as the orders come in. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String proxy = System.getenv().getOrDefault("KAFKA_REST_URL", "http://localhost:8082");
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    var board = new SalesBoard();
    var joined = new AtomicBoolean();
    var stopping = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    var status = new StatusServer(port, board, joined::get);
    log("info", "listening on " + status.start());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      stopping.countDown();
      try {
        stopped.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }));

    var consumer = new OrderConsumer(proxy, board::count);
    while (stopping.getCount() > 0) {
      try {
        if (!joined.get()) {
          consumer.join();
          joined.set(true);
          log("info", "joined the consumer group");
        }
        consumer.poll();
      } catch (IOException | IllegalArgumentException error) {
        joined.set(false);
        log("error", "cannot read orders, next try in 5 s: " + error);
        stopping.await(5, TimeUnit.SECONDS);
      }
    }
    if (joined.get()) {
      consumer.leave();
    }
    status.stop();
    log("info", "stopped");
    stopped.countDown();
  }

  private static void log(String level, String message) {
    System.out.printf("{\"@timestamp\":\"%s\",\"log.level\":\"%s\",\"service.name\":\"order-events\",\"message\":\"%s\"}%n",
        Instant.now(), level, message.replace("\\", "\\\\").replace("\"", "\\\""));
  }
}
