package com.amazonaws.services.lambda.runtime.events.models.dynamodb;

import java.util.Collection;
import java.util.List;

public class AttributeValue {
    private String s;
    private String n;
    private List<AttributeValue> l;
    private Boolean nULLValue;
    private Boolean bOOL;

    public String getS() {
        return s;
    }

    public void setS(String s) {
        this.s = s;
    }

    public String getN() {
        return n;
    }

    public void setN(String n) {
        this.n = n;
    }

    public List<AttributeValue> getL() {
        return l;
    }

    public void setL(Collection<AttributeValue> l) {
        this.l = l == null ? null : new java.util.ArrayList<>(l);
    }

    public Boolean isNULL() {
        return nULLValue;
    }

    public Boolean getNULL() {
        return nULLValue;
    }

    public void setNULL(Boolean nULL) {
        nULLValue = nULL;
    }

    public Boolean isBOOL() {
        return bOOL;
    }

    public Boolean getBOOL() {
        return bOOL;
    }

    public void setBOOL(Boolean bOOL) {
        this.bOOL = bOOL;
    }
}
