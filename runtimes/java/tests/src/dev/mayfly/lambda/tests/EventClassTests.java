package dev.mayfly.lambda.tests;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.mayfly.lambda.json.JsonWriter;

/** Classes of the same names and shapes as in AWS's library of events; see tests/functions/com. */
public final class EventClassTests {
    public void sqs() {
        String json = "{\"Records\":[{\"messageId\":\"m\",\"body\":\"b\",\"eventSourceARN\":\"arn\",\"attributes\":{\"SentTimestamp\":\"1\"}}]}";
        SQSEvent event = (SQSEvent) JsonReadingTests.read(json, SQSEvent.class);
        Check.equal("arn", event.getRecords().get(0).getEventSourceArn());
        Check.equal("1", event.getRecords().get(0).getAttributes().get("SentTimestamp"));
        Check.equal("{\"Records\":[{\"messageId\":\"m\",\"body\":\"b\",\"attributes\":{\"SentTimestamp\":\"1\"},\"eventSourceARN\":\"arn\"}]}", JsonWriter.text(event));
    }

    public void sns() {
        SNSEvent event = (SNSEvent) JsonReadingTests.read("{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":\"hello\"}}]}", SNSEvent.class);
        Check.equal("hello", event.getRecords().get(0).getSNS().getMessage());
        Check.equal("aws:sns", event.getRecords().get(0).getEventSource());
        Check.equal("{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":\"hello\"}}]}", JsonWriter.text(event));
    }

    public void s3_whose_classes_have_no_setters() {
        S3Event event = (S3Event) JsonReadingTests.read("{\"Records\":[{\"awsRegion\":\"eu\",\"responseElements\":{\"x-amz-id-2\":\"two\",\"x-amz-request-id\":\"r\"},"
            + "\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"k\",\"size\":3,\"eTag\":\"e\"}}}]}", S3Event.class);
        Check.equal("b", event.getRecords().get(0).getS3().getBucket().getName());
        Check.equal(3L, event.getRecords().get(0).getS3().getObject().getSize());
        Check.equal("e", event.getRecords().get(0).getS3().getObject().geteTag());
        Check.equal("two", event.getRecords().get(0).getResponseElements().getxAmzId2());
        Check.contains("\"x-amz-request-id\":\"r\"", JsonWriter.text(event));
    }

    public void dynamodb_whose_dates_are_seconds() {
        DynamodbEvent event = (DynamodbEvent) JsonReadingTests.read("{\"Records\":[{\"dynamodb\":{\"ApproximateCreationDateTime\":1577934245.5,"
            + "\"Keys\":{\"id\":{\"S\":\"a\"}},\"NewImage\":{\"n\":{\"N\":\"1\"},\"l\":{\"L\":[{\"BOOL\":true},{\"NULL\":true}]}}}}]}", DynamodbEvent.class);
        Check.equal(1577934245500L, event.getRecords().get(0).getDynamodb().getApproximateCreationDateTime().getTime());
        Check.equal("a", event.getRecords().get(0).getDynamodb().getKeys().get("id").getS());
        Check.equal(true, event.getRecords().get(0).getDynamodb().getNewImage().get("l").getL().get(0).getBOOL());
        Check.contains("\"ApproximateCreationDateTime\":1.5779342455E9", JsonWriter.text(event));
        Check.contains("{\"n\":{\"N\":\"1\"},\"l\":{\"L\":[{\"BOOL\":true},{\"NULL\":true}]}}", JsonWriter.text(event));
    }

    public void scheduled() {
        ScheduledEvent event = (ScheduledEvent) JsonReadingTests.read("{\"detail-type\":\"Scheduled Event\"}", ScheduledEvent.class);
        Check.equal("Scheduled Event", event.getDetailType());
        Check.equal("{\"detail-type\":\"Scheduled Event\"}", JsonWriter.text(event));
    }
}
