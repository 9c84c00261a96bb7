package fn;

import com.amazonaws.services.lambda.runtime.RequestHandler;

abstract class Generic<A, B> implements RequestHandler<A, B> {
}
