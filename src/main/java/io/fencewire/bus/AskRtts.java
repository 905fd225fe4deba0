package io.fencewire.bus;

/** Asks the heartbeat what it has measured; answered with {@link RoleAnswer.RttsAnswer}. */
public record AskRtts() implements BusRecord {}
