package com.amazonaws.services.lambda.runtime.events;

public class ScheduledEvent {
    private String detailType;

    public String getDetailType() {
        return detailType;
    }

    public void setDetailType(String detailType) {
        this.detailType = detailType;
    }
}
