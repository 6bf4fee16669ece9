package nordlicht.orders;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many seats of each event are sold. The bus delivers an order at least
 * once and sometimes twice, so the board remembers which it has counted.
 */
public final class SalesBoard {
  private final Map<String, Integer> seatsByEvent = new TreeMap<>();
  private final Set<String> counted = new HashSet<>();

  /** Answers whether the order was new. */
  public synchronized boolean count(Order order) {
    if (!counted.add(order.id())) {
      return false;
    }
    seatsByEvent.merge(order.eventId(), order.seats(), Integer::sum);
    return true;
  }

  public synchronized Map<String, Integer> seatsByEvent() {
    return new TreeMap<>(seatsByEvent);
  }

  public synchronized int orders() {
    return counted.size();
  }
}
