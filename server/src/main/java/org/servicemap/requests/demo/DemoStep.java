package org.servicemap.requests.demo;

import java.time.Instant;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Step;

/** A step that was taken. */
public record DemoStep(Instant at, DemoAuthor author, Step step, ActionInput input) {}
