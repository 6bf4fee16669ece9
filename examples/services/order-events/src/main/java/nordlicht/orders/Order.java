package nordlicht.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What we need of an order; what else an event says is not our business. */
public record Order(String id, String eventId, int seats) {
  // Our events are flat and written by one service. Should that change, take a JSON library.
  private static final Pattern ORDER = Pattern.compile("\"order\"\\s*:\\s*\\{([^{}]*)\\}");
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([A-Za-z0-9-]{1,64})\"");
  private static final Pattern EVENT = Pattern.compile("\"eventId\"\\s*:\\s*\"([A-Za-z0-9-]{1,64})\"");
  private static final Pattern SEATS = Pattern.compile("\"seats\"\\s*:\\s*([1-9][0-9]{0,2})\\b");

  /** Finds every order in a batch of events as the REST proxy of Kafka gives it. */
  public static List<Order> findAll(String batch) {
    List<Order> orders = new ArrayList<>();
    Matcher matcher = ORDER.matcher(batch);
    while (matcher.find()) {
      String order = matcher.group(1);
      String id = find(ID, order);
      String eventId = find(EVENT, order);
      String seats = find(SEATS, order);
      if (id != null && eventId != null && seats != null) {
        orders.add(new Order(id, eventId, Integer.parseInt(seats)));
      }
    }
    return orders;
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
