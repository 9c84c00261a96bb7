package fn;

import com.amazonaws.services.lambda.runtime.Context;

/** The interface through a generic base class. */
public class Beans extends Generic<Beans.Order, Beans.Receipt> {
    public static class Order {
        public int amount;
    }

    public static class Receipt {
        public int total;
    }

    @Override
    public Receipt handleRequest(Order order, Context context) {
        Receipt receipt = new Receipt();
        receipt.total = order.amount * 2;
        return receipt;
    }
}
