package dev.mayfly.lambda;

import com.amazonaws.services.lambda.runtime.Client;
import java.util.Map;

/** The client application, by the names that AWS's mobile SDKs send. */
final class CallerClient implements Client {
    private final Map<?, ?> members;

    CallerClient(Map<?, ?> members) {
        this.members = members;
    }

    @Override
    public String getInstallationId() {
        return (String) members.get("installation_id");
    }

    @Override
    public String getAppTitle() {
        return (String) members.get("app_title");
    }

    @Override
    public String getAppVersionName() {
        return (String) members.get("app_version_name");
    }

    @Override
    public String getAppVersionCode() {
        return (String) members.get("app_version_code");
    }

    @Override
    public String getAppPackageName() {
        return (String) members.get("app_package_name");
    }
}
