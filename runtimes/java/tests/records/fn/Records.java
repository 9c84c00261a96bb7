package fn;

import java.util.List;

/** A handler whose event and result are records. */
public class Records {
    public record Line(String item, int count) {
    }

    public record Order(String id, List<Line> lines) {
    }

    public Order handle(Order order) {
        return new Order(order.id() + "!", order.lines());
    }
}
