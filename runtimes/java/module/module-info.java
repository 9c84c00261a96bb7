/** What a stem boots as: a module of its own, so that the internals it needs are opened to it alone and not to functions. */
module dev.mayfly.lambda {
    exports com.amazonaws.services.lambda.runtime;
    exports com.amazonaws.services.lambda.runtime.logging;
}
