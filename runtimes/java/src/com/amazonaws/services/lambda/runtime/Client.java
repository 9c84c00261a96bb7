package com.amazonaws.services.lambda.runtime;

/** The client application as its mobile SDK describes it. */
public interface Client {
    String getInstallationId();

    String getAppTitle();

    String getAppVersionName();

    String getAppVersionCode();

    String getAppPackageName();
}
