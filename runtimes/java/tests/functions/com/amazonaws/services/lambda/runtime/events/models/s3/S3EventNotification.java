package com.amazonaws.services.lambda.runtime.events.models.s3;

import java.util.List;

public class S3EventNotification {
    private final List<S3EventNotificationRecord> records;

    public S3EventNotification(List<S3EventNotificationRecord> records) {
        this.records = records;
    }

    public List<S3EventNotificationRecord> getRecords() {
        return records;
    }

    public static class S3EventNotificationRecord {
        private final String awsRegion;
        private final ResponseElementsEntity responseElements;
        private final S3Entity s3;

        public S3EventNotificationRecord(String awsRegion, ResponseElementsEntity responseElements, S3Entity s3) {
            this.awsRegion = awsRegion;
            this.responseElements = responseElements;
            this.s3 = s3;
        }

        public String getAwsRegion() {
            return awsRegion;
        }

        public ResponseElementsEntity getResponseElements() {
            return responseElements;
        }

        public S3Entity getS3() {
            return s3;
        }
    }

    public static class ResponseElementsEntity {
        private final String xAmzId2;
        private final String xAmzRequestId;

        public ResponseElementsEntity(String xAmzId2, String xAmzRequestId) {
            this.xAmzId2 = xAmzId2;
            this.xAmzRequestId = xAmzRequestId;
        }

        public String getxAmzId2() {
            return xAmzId2;
        }

        public String getxAmzRequestId() {
            return xAmzRequestId;
        }
    }

    public static class S3Entity {
        private final BucketEntity bucket;
        private final ObjectEntity object;

        public S3Entity(BucketEntity bucket, ObjectEntity object) {
            this.bucket = bucket;
            this.object = object;
        }

        public BucketEntity getBucket() {
            return bucket;
        }

        public ObjectEntity getObject() {
            return object;
        }
    }

    public static class BucketEntity {
        private final String name;

        public BucketEntity(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }
    }

    public static class ObjectEntity {
        private final String key;
        private final Long size;
        private final String eTag;

        public ObjectEntity(String key, Long size, String eTag) {
            this.key = key;
            this.size = size;
            this.eTag = eTag;
        }

        public String getKey() {
            return key;
        }

        public Long getSize() {
            return size;
        }

        public String geteTag() {
            return eTag;
        }
    }
}
