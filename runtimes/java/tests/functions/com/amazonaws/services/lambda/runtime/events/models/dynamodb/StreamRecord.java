package com.amazonaws.services.lambda.runtime.events.models.dynamodb;

import java.util.Date;
import java.util.Map;

public class StreamRecord {
    private Date approximateCreationDateTime;
    private Map<String, AttributeValue> keys;
    private Map<String, AttributeValue> newImage;

    public Date getApproximateCreationDateTime() {
        return approximateCreationDateTime;
    }

    public void setApproximateCreationDateTime(Date approximateCreationDateTime) {
        this.approximateCreationDateTime = approximateCreationDateTime;
    }

    public Map<String, AttributeValue> getKeys() {
        return keys;
    }

    public void setKeys(Map<String, AttributeValue> keys) {
        this.keys = keys;
    }

    public Map<String, AttributeValue> getNewImage() {
        return newImage;
    }

    public void setNewImage(Map<String, AttributeValue> newImage) {
        this.newImage = newImage;
    }
}
