package dev.mayfly.lambda.json;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * AWS's event classes (com.amazonaws:aws-lambda-java-events) call some members otherwise than the events do: Records, eventSourceARN,
 * detail-type. Here is how each is written; when events are read, case and punctuation do not matter.
 */
final class EventNames {
    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";
    private static final String OLD_S3 = "com.amazonaws.services.s3.event.";
    private static final String OLD_DYNAMO = "com.amazonaws.services.dynamodbv2.model.";
    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        for (String type : new String[] {"CloudFrontEvent", "CodeCommitEvent", "DynamodbEvent", "DynamodbTimeWindowEvent", "KinesisEvent", "KinesisTimeWindowEvent", "SNSEvent", "SQSEvent", "S3Event", "S3EventNotification"}) {
            NAMES.put(type + ".records", "Records");
        }
        for (String type : new String[] {"CodeCommitEvent$Record", "DynamodbTimeWindowEvent", "KinesisTimeWindowEvent", "SQSEvent$SQSMessage"}) {
            NAMES.put(type + ".eventSourceArn", "eventSourceARN");
        }
        capitalised("CloudFormationCustomResourceEvent", "requestType serviceToken physicalResourceId stackId requestId logicalResourceId resourceType resourceProperties oldResourceProperties");
        NAMES.put("CloudFormationCustomResourceEvent.responseUrl", "ResponseURL");
        NAMES.put("CloudWatchLogsEvent.awsLogs", "awslogs");
        NAMES.put("CodeCommitEvent$Record.codeCommit", "codecommit");
        NAMES.put("CodeCommitEvent$Record.userIdentityArn", "userIdentityARN");
        capitalised("ConnectEvent", "details name");
        capitalised("ConnectEvent$Details", "contactData parameters");
        capitalised("ConnectEvent$ContactData", "attributes channel contactId customerEndpoint initialContactId initiationMethod previousContactId queue systemEndpoint");
        NAMES.put("ConnectEvent$ContactData.instanceArn", "InstanceARN");
        capitalised("ConnectEvent$CustomerEndpoint", "address type");
        capitalised("ConnectEvent$SystemEndpoint", "address type");
        capitalised("ConnectEvent$Queue", "name");
        NAMES.put("ConnectEvent$Queue.ARN", "ARN");
        capitalised("StreamRecord", "keys sizeBytes sequenceNumber streamViewType newImage oldImage approximateCreationDateTime");
        capitalised("AttributeValue", "s n b m l");
        capitalised("SNSEvent$SNS", "messageAttributes signingCertUrl messageId message subject unsubscribeUrl type signatureVersion signature timestamp topicArn");
        capitalised("SNSEvent$MessageAttribute", "type value");
        capitalised("SNSEvent$SNSRecord", "eventVersion eventSubscriptionArn eventSource");
        NAMES.put("SNSEvent$SNSRecord.SNS", "Sns");
        NAMES.put("ScheduledEvent.detailType", "detail-type");
        capitalised("SecretsManagerRotationEvent", "step secretId clientRequestToken rotationToken");
        NAMES.put("ResponseElementsEntity.xAmzId2", "x-amz-id-2");
        NAMES.put("ResponseElementsEntity.xAmzRequestId", "x-amz-request-id");
    }

    private EventNames() {
    }

    /** Whether the class is one of AWS's, whose dates are seconds. */
    static boolean isEvent(Class<?> type) {
        String name = type.getName();
        return name.startsWith("com.amazonaws.services.") && (name.startsWith(EVENTS) || name.startsWith(OLD_S3) || name.startsWith(OLD_DYNAMO));
    }

    /** S3's event classes have no setters. */
    static boolean isMadeWhole(Class<?> type) {
        String name = type.getName();
        return name.startsWith(OLD_S3) || name.startsWith(EVENTS + "models.s3.") || name.equals(EVENTS + "S3Event");
    }

    /** The name in JSON of a class's property. */
    static String of(Class<?> type, String property) {
        if (!isEvent(type)) {
            return property;
        }
        for (Class<?> current = type; current != null && current != Object.class; current = current.getSuperclass()) {
            String own = current.getName().substring(current.getName().lastIndexOf('.') + 1);
            String known = NAMES.get(own + "." + property);
            if (known == null && own.startsWith("S3EventNotification$")) {
                known = NAMES.get(own.substring(own.indexOf('$') + 1) + "." + property);
            }
            if (known != null) {
                return known;
            }
        }
        return property;
    }

    /** Letters and digits only, in lower case. */
    static String loose(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at++) {
            if (Character.isLetterOrDigit(name.charAt(at))) {
                letters.append(name.charAt(at));
            }
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    private static void capitalised(String type, String properties) {
        for (String property : properties.split(" ")) {
            NAMES.put(type + "." + property, Character.toUpperCase(property.charAt(0)) + property.substring(1));
        }
    }
}
