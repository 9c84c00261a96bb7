package dev.mayfly.lambda;

import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import dev.mayfly.lambda.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A Cognito identity as its header has it: {"cognitoIdentityId": …, "cognitoIdentityPoolId": …}. */
final class CallerIdentity implements CognitoIdentity {
    private final Map<?, ?> members;

    private CallerIdentity(Map<?, ?> members) {
        this.members = members;
    }

    /** @return null for no header */
    static CallerIdentity of(String json) {
        return json == null || json.isEmpty() ? null : new CallerIdentity((Map<?, ?>) JsonReader.read(json.getBytes(StandardCharsets.ISO_8859_1), Map.class));
    }

    @Override
    public String getIdentityId() {
        return (String) members.get("cognitoIdentityId");
    }

    @Override
    public String getIdentityPoolId() {
        return (String) members.get("cognitoIdentityPoolId");
    }
}
