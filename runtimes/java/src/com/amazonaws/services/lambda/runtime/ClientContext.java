package com.amazonaws.services.lambda.runtime;

import java.util.Map;

/** What the caller sent as the client context of its invocation. */
public interface ClientContext {
    Client getClient();

    Map<String, String> getCustom();

    Map<String, String> getEnvironment();
}
