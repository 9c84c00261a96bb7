package dev.mayfly.lambda;

import java.security.Security;

/** How long Java remembers that a host name was not found: on AWS one second, unless AWS_LAMBDA_JAVA_NETWORKADDRESS_CACHE_NEGATIVE_TTL says otherwise. */
public final class NameCache {
    public static final String DEFAULT = "1";
    private static final String PROPERTY = "networkaddress.cache.negative.ttl";

    private NameCache() {
    }

    public static void setNegativeSeconds(String seconds) {
        if (!seconds.equals(Security.getProperty(PROPERTY))) {
            Security.setProperty(PROPERTY, seconds);
        }
    }
}
