package io.fencewire;

import io.vertx.core.VerticleBase;

/** Composition root: deploys the four roles of one node. Work in progress. */
public final class NodeVerticle extends VerticleBase {}
